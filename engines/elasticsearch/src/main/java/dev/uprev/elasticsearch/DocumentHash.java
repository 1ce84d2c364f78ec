package dev.uprev.elasticsearch;

import dev.uprev.digest.Xxh64Stream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The hash of a document: of id, version, routing and each byte of its source, on whatever side it is read. For one
 * thread.
 */
final class DocumentHash {
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private final Xxh64Stream hash = new Xxh64Stream();

    void begin(Document document) {
        hash.reset();
        add(document.id());
        hash.update(document.version());
        add(document.routing());
        add(document.parent());
    }

    /** A part of the source. */
    void add(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
    }

    long value() {
        return hash.value();
    }

    private void add(Optional<String> text) {
        hash.update(text.isPresent() ? PRESENT : ABSENT);
        text.ifPresent(this::add);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((long) bytes.length);
        hash.update(bytes, 0, bytes.length);
    }
}
