package dev.uprev.redis;

/**
 * Strings and integers packed as until 6.2: the size (four bytes), the place of the last element (four), the number of
 * elements (two), the elements, and 255. Before each element stands the size of the one before: one byte, or 254 and
 * four bytes.
 */
final class Ziplist extends Elements {
    private static final int HEADER = 10;
    private static final int LONG = 254;
    private static final int END = 255;

    private byte[] bytes = {};
    private int at;
    private int end;

    void open(Span container) {
        container.requireBytes();
        bytes = container.bytes();
        at = container.offset() + HEADER;
        end = container.offset() + container.length() - 1;
        if (at > end
                || LittleEndian.int32(bytes, container.offset()) != container.length()
                || (bytes[end] & 0xFF) != END) {
            throw PayloadErrors.damaged("a ziplist does not have the size that it says");
        }
    }

    @Override
    boolean next(Span out) {
        if (at >= end) {
            return false;
        }
        at += (bytes[at] & 0xFF) == LONG ? 5 : 1;
        requireBytes(1);
        int first = bytes[at] & 0xFF;
        switch (first >>> 6) {
            case 0 -> string(out, 1, first & 0x3F);
            case 1 -> {
                requireBytes(2);
                string(out, 2, ((first & 0x3F) << 8) | (bytes[at + 1] & 0xFF));
            }
            case 2 -> {
                requireBytes(5);
                string(out, 5, Integer.reverseBytes(LittleEndian.int32(bytes, at + 1)));
            }
            default -> integer(first, out);
        }
        return true;
    }

    private void integer(int first, Span out) {
        int size = switch (first) {
            case 0xC0 -> 2;
            case 0xD0 -> 4;
            case 0xE0 -> 8;
            case 0xF0 -> 3;
            case 0xFE -> 1;
            default -> 0;
        };
        if (size == 0 && (first < 0xF1 || first > 0xFD)) {
            throw PayloadErrors.damaged("an element of a ziplist begins with " + first);
        }
        requireBytes(1 + size);
        int from = at + 1;
        out.set(
                switch (size) {
                    case 0 -> (first & 0x0F) - 1;
                    case 1 -> bytes[from];
                    case 2 -> LittleEndian.int16(bytes, from);
                    case 3 -> LittleEndian.int24(bytes, from);
                    case 4 -> LittleEndian.int32(bytes, from);
                    default -> LittleEndian.int64(bytes, from);
                });
        at = from + size;
    }

    private void string(Span out, int header, int length) {
        if (length < 0 || length > end - at - header) {
            throw tooShort();
        }
        out.set(bytes, at + header, length);
        at += header + length;
    }

    private void requireBytes(int count) {
        if (count > end - at) {
            throw tooShort();
        }
    }

    private static RuntimeException tooShort() {
        return PayloadErrors.damaged("a ziplist ends in the midst of an element");
    }
}
