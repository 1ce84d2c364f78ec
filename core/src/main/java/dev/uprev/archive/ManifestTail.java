package dev.uprev.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.io.SealedLines;
import dev.uprev.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a manifest that may still be growing: each call gives the lines that have been added since the last one. What
 * follows the last line break is a line that is being written, or was torn by the death of its writer; it is left
 * alone. Not thread-safe.
 */
final class ManifestTail {
    private static final int LONGEST_LINE = 16 << 20;

    /** Takes a line and its number, counted from 1. */
    @FunctionalInterface
    interface Sink {
        void take(ManifestLine line, long number);
    }

    private final SealedLines lines = new SealedLines();
    private final Path manifest;
    private long position;
    private long seen;

    ManifestTail(Path manifest) {
        this.manifest = manifest;
    }

    /** Adds the new lines to the contents; nothing where there is no manifest yet. */
    void readInto(ArchiveContents contents) {
        read(contents::add);
    }

    /** Gives the new lines, in order; nothing where there is no manifest yet. */
    void read(Sink sink) {
        try {
            if (Files.size(manifest) == seen) {
                return;
            }
            seen = position;
            try (InputStream in = Files.newInputStream(manifest)) {
                in.skipNBytes(position);
                readLines(in, sink);
            }
        } catch (NoSuchFileException e) {
            if (position > 0) {
                throw ArchiveErrors.damaged(ArchiveLayout.MANIFEST, "it was deleted", e);
            }
        } catch (IOException e) {
            throw ArchiveErrors.io("read", manifest, e);
        }
    }

    private void readLines(InputStream in, Sink sink) throws IOException {
        byte[] chunk = new byte[1 << 15];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (chunk[i] == '\n') {
                    line.write(chunk, from, i - from);
                    sink.take(decode(line.toByteArray()), lines.lines());
                    position += line.size() + 1L;
                    line.reset();
                    from = i + 1;
                }
            }
            line.write(chunk, from, count - from);
            seen += count;
            if (line.size() > LONGEST_LINE) {
                throw ArchiveErrors.damaged(ArchiveLayout.MANIFEST, "line " + (lines.lines() + 1) + " has no end");
            }
        }
    }

    /** Where the next line begins. */
    long position() {
        return position;
    }

    /** Bytes behind the last complete line. */
    long torn() {
        return seen - position;
    }

    /** The chain of sums, which goes on behind the last complete line. */
    SealedLines lines() {
        return lines;
    }

    private ManifestLine decode(byte[] line) {
        String where = ArchiveLayout.MANIFEST + " line " + (lines.lines() + 1);
        String json = lines.decode(line)
                .orElseThrow(() -> ArchiveErrors.damaged(
                        where, "its checksum does not fit: it was altered, or a line before it was lost or added"));
        try {
            JsonNode tree = Json.mapper().readTree(json);
            refuseOtherFormat(tree);
            return Json.mapper().treeToValue(tree, ManifestLine.class);
        } catch (JsonProcessingException e) {
            throw ArchiveErrors.damaged(where, "the line cannot be understood", e);
        }
    }

    private static void refuseOtherFormat(JsonNode line) {
        int format = line.path("format").asInt(ManifestLine.FORMAT);
        if (format != ManifestLine.FORMAT) {
            throw UpgradeException.failed("archive-format-unknown", "cannot read the dump")
                    .seen("format " + format)
                    .why("this version of the library reads format " + ManifestLine.FORMAT)
                    .fix("use the version of the library that made the dump, or a later one");
        }
    }
}
