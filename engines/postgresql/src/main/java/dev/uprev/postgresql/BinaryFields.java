package dev.uprev.postgresql;

import java.io.IOException;

/** Rows of binary COPY, without header and end mark. */
final class BinaryFields extends FieldSplitter {
    private static final int NULL = -1;

    /** The number at hand, and how many of its bytes are to come: two of a field count, four of a length. */
    private int number;

    private int numberBytes = Short.BYTES;
    private boolean inCount = true;
    private int fields;
    private int value;

    BinaryFields(int fields, RowEnd rowEnd) {
        super(fields, rowEnd);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (value > 0) {
                int count = Math.min(value, end - at);
                append(bytes, at, count);
                value -= count;
                at += count;
                if (value == 0) {
                    endValue();
                }
            } else {
                number = (number << Byte.SIZE) | (bytes[at++] & 0xFF);
                numberBytes--;
                if (numberBytes == 0) {
                    takeNumber();
                }
            }
        }
    }

    private void takeNumber() throws IOException {
        int taken = number;
        number = 0;
        numberBytes = Integer.BYTES;
        if (inCount) {
            inCount = false;
            fields = taken;
            endRowIfComplete();
        } else if (taken == NULL) {
            endNullField();
            fields--;
            endRowIfComplete();
        } else if (taken == 0) {
            endValue();
        } else {
            value = taken;
        }
    }

    private void endValue() throws IOException {
        endField();
        fields--;
        endRowIfComplete();
    }

    private void endRowIfComplete() throws IOException {
        if (fields == 0) {
            inCount = true;
            numberBytes = Short.BYTES;
            endRow();
        }
    }
}
