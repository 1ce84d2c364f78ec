package dev.uprev.postgresql;

import java.io.IOException;

/** Rows of text COPY. Fields are taken as they are written, with backslashes before what else would end them. */
final class TextFields extends FieldSplitter {
    private final boolean hasFields;
    /** The first two bytes of the field, which tell whether it is NULL. */
    private int start;

    TextFields(int fields, RowEnd rowEnd) {
        super(fields, rowEnd);
        hasFields = fields > 0;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int begin = offset;
        for (int at = offset; at < end; at++) {
            byte next = bytes[at];
            if (next == '\t' || next == '\n') {
                take(bytes, begin, at - begin);
                endOne();
                begin = at + 1;
                if (next == '\n') {
                    endRow();
                }
            }
        }
        take(bytes, begin, end - begin);
    }

    private void take(byte[] bytes, int offset, int count) {
        for (int i = 0; i < count && length() + i < 2; i++) {
            start = (start << Byte.SIZE) | bytes[offset + i];
        }
        if (count > 0) {
            append(bytes, offset, count);
        }
    }

    private void endOne() {
        if (hasFields && length() == 2 && start == ('\\' << Byte.SIZE | 'N')) {
            endNullField();
        } else if (hasFields) {
            endField();
        }
        start = 0;
    }
}
