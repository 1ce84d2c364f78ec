/**
 * The dump on the local filesystem: one directory with an append-only {@code manifest.jsonl} and data files of
 * independent zstd frames. {@link dev.uprev.archive.ArchiveWriter} makes it, {@link dev.uprev.archive.ArchiveReader}
 * reads it, also while it is still being written, and {@link dev.uprev.archive.ArchiveCheck} examines it offline.
 */
@NullMarked
package dev.uprev.archive;

import org.jspecify.annotations.NullMarked;
