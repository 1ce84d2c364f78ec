package dev.uprev.postgresql;

import java.io.IOException;
import java.util.Arrays;

/**
 * Takes what a {@code COPY .. TO STDOUT} sends, counts its rows into a digest, and passes on the rows alone: without
 * what goes before and behind them in binary COPY. For one thread and one statement.
 */
final class CopyRows implements ByteSink {
    private final byte[] prefix;
    private final RowDigest digest;
    private final ByteSink rows;
    private int prefixTaken;

    CopyRows(CopyFormat format, RowDigest digest, ByteSink rows) {
        this.prefix = format.prefix();
        this.digest = digest;
        this.rows = rows;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        int skipped = Math.min(prefix.length - prefixTaken, length);
        if (skipped > 0) {
            takePrefix(bytes, offset, skipped);
        }
        int count = digest.update(bytes, offset + skipped, length - skipped);
        if (count > 0) {
            rows.accept(bytes, offset + skipped, count);
        }
    }

    private void takePrefix(byte[] bytes, int offset, int count) throws IOException {
        if (!Arrays.equals(bytes, offset, offset + count, prefix, prefixTaken, prefixTaken + count)) {
            throw new IOException("the server sent a header of binary COPY that is not known");
        }
        prefixTaken += count;
    }
}
