package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Shows large objects that have bytes as rows of a table with two columns, number and bytes, so that they are compared
 * like one.
 */
final class LargeObjectRows implements LargeObjectSink {
    static final TableKey KEY = new TableKey(List.of(0));
    static final ValueText TEXTS = new ValueText(CopyFormat.BINARY, Map.of("number", 20L, "bytes", 17L));

    private static final byte[] ZEROS = new byte[8192];

    private final RowReader.Rows rows;
    private final RowImage image = new RowImage(2);
    private final Xxh64Stream hash = new Xxh64Stream();
    private boolean begun;
    private long number;
    private long length;

    LargeObjectRows(RowReader.Rows rows) {
        this.rows = rows;
    }

    /** The table that they are shown as. */
    static TableData table(String database) {
        return new TableData(
                database,
                "pg_catalog",
                "pg_largeobject",
                List.of(TableColumn.of("number"), TableColumn.of("bytes")),
                CopyFormat.BINARY,
                "UTF8",
                "");
    }

    @Override
    public void begin(long oid) {
        end();
        begun = true;
        number = oid;
        length = 0;
        hash.reset();
    }

    @Override
    public void bytes(long offset, byte[] bytes, int from, int count) {
        while (length < offset) {
            take(ZEROS, 0, (int) Math.min(offset - length, ZEROS.length));
        }
        take(bytes, from, count);
    }

    private void take(byte[] bytes, int from, int count) {
        hash.update(bytes, from, count);
        image.append(1, length, bytes, from, count);
        length += count;
    }

    @Override
    public void end() {
        if (begun && length > 0) {
            long content = hash.value();
            byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
            image.append(0, 0, key, 0, key.length);
            hash.reset();
            hash.update(number);
            image.end(0, key.length, hash.value());
            image.end(1, length, content);
            hash.update(content);
            give(hash.value());
        }
        begun = false;
    }

    private void give(long rowHash) {
        try {
            rows.row(image, rowHash);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
