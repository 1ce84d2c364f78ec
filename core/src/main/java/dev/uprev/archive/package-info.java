/** The dump on the local filesystem. */
@NullMarked
package dev.uprev.archive;

import org.jspecify.annotations.NullMarked;
