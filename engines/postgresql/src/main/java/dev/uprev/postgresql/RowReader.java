package dev.uprev.postgresql;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Reads the rows of a part of a table one by one, each with the hash that counts in the digest of the table. The bytes
 * are those of an archive, or of a COPY through {@link #copied}. For one thread.
 */
final class RowReader implements ByteSink {
    private final CopyFormat format;
    private final RowDigest digest;
    private final FieldSplitter fields;
    private final ArrayDeque<Long> hashes = new ArrayDeque<>();

    /** Takes a row; the image is another one's afterwards. */
    @FunctionalInterface
    interface Rows {
        void row(RowImage image, long hash) throws IOException;
    }

    RowReader(TableData table, Rows rows) {
        format = table.format();
        digest = table.newDigest();
        digest.observe(hashes::add);
        fields = FieldSplitter.of(table, image -> rows.row(image, hashes.remove()));
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        fields.accept(bytes, offset, length);
    }

    /** Takes what a COPY gives. */
    ByteSink copied() {
        return new CopyRows(format, digest, fields);
    }
}
