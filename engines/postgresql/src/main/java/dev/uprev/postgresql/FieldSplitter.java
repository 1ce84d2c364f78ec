package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.io.IOException;

/** Divides rows of COPY data into fields. The data may come in parts of any size. For one thread. */
abstract sealed class FieldSplitter implements ByteSink permits BinaryFields, TextFields {
    private final RowImage image;
    private final RowEnd rowEnd;
    private final Xxh64Stream hash = new Xxh64Stream();
    private int field;
    private long length;

    /** What happens when a row is complete. */
    @FunctionalInterface
    interface RowEnd {
        void row(RowImage image) throws IOException;
    }

    FieldSplitter(int fields, RowEnd rowEnd) {
        this.image = new RowImage(fields);
        this.rowEnd = rowEnd;
    }

    static FieldSplitter of(TableData table, RowEnd rowEnd) {
        int fields = table.columns().size();
        return table.format() == CopyFormat.BINARY ? new BinaryFields(fields, rowEnd) : new TextFields(fields, rowEnd);
    }

    /** More of the current field. */
    final void append(byte[] bytes, int offset, int count) {
        hash.update(bytes, offset, count);
        image.append(checked(), length, bytes, offset, count);
        length += count;
    }

    final void endField() {
        image.end(checked(), length, hash.value());
        nextField();
    }

    final void endNullField() {
        image.setNull(checked());
        nextField();
    }

    /** Bytes of the current field so far. */
    final long length() {
        return length;
    }

    private void nextField() {
        field++;
        length = 0;
        hash.reset();
    }

    final void endRow() throws IOException {
        if (field != image.fields()) {
            throw new IllegalArgumentException("a row of COPY data has " + field + " fields, not " + image.fields());
        }
        field = 0;
        rowEnd.row(image);
    }

    private int checked() {
        if (field >= image.fields()) {
            throw new IllegalArgumentException("a row of COPY data has more than " + image.fields() + " fields");
        }
        return field;
    }
}
