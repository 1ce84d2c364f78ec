package dev.uprev.redis;

/**
 * Strings and integers packed as since 5.0: the size (four bytes), the number of elements (two), the elements, and 255.
 * Behind each element stands its own size in one to five bytes, to be read backwards.
 *
 * @see <a href="https://github.com/antirez/listpack/blob/master/listpack.md">listpack.md</a>
 */
final class Listpack extends Elements {
    private static final int HEADER = 6;
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
            throw PayloadErrors.damaged("a listpack does not have the size that it says");
        }
    }

    /** The place of the next element, for {@link #openAt}. */
    int position() {
        return at;
    }

    /** Goes to a place in the container that another object reads. */
    void openAt(Listpack other, int position) {
        bytes = other.bytes;
        at = position;
        end = other.end;
    }

    @Override
    boolean next(Span out) {
        if (at >= end) {
            return false;
        }
        int first = bytes[at] & 0xFF;
        int size;
        if (first < 0x80) {
            out.set(first);
            size = 1;
        } else if (first < 0xC0) {
            size = string(out, 1, first & 0x3F);
        } else if (first < 0xE0) {
            int unsigned = ((first & 0x1F) << 8) | (bytes[at + 1] & 0xFF);
            out.set(unsigned << 19 >> 19);
            size = 2;
        } else if (first < 0xF0) {
            size = string(out, 2, ((first & 0x0F) << 8) | (bytes[at + 1] & 0xFF));
        } else {
            size = large(first, out);
        }
        at += size + sizeOfSize(size);
        if (at > end) {
            throw tooShort();
        }
        return true;
    }

    private int large(int first, Span out) {
        switch (first) {
            case 0xF0 -> {
                requireBytes(5);
                return string(out, 5, LittleEndian.int32(bytes, at + 1));
            }
            case 0xF1 -> {
                requireBytes(3);
                out.set(LittleEndian.int16(bytes, at + 1));
                return 3;
            }
            case 0xF2 -> {
                requireBytes(4);
                out.set(LittleEndian.int24(bytes, at + 1));
                return 4;
            }
            case 0xF3 -> {
                requireBytes(5);
                out.set(LittleEndian.int32(bytes, at + 1));
                return 5;
            }
            case 0xF4 -> {
                requireBytes(9);
                out.set(LittleEndian.int64(bytes, at + 1));
                return 9;
            }
            default -> throw PayloadErrors.damaged("an element of a listpack begins with " + first);
        }
    }

    private int string(Span out, int header, int length) {
        if (length < 0 || length > end - at - header) {
            throw tooShort();
        }
        out.set(bytes, at + header, length);
        return header + length;
    }

    private void requireBytes(int count) {
        if (count > end - at) {
            throw tooShort();
        }
    }

    private static int sizeOfSize(int size) {
        if (size < 1 << 7) {
            return 1;
        }
        if (size < 1 << 14) {
            return 2;
        }
        if (size < 1 << 21) {
            return 3;
        }
        return size < 1 << 28 ? 4 : 5;
    }

    private static RuntimeException tooShort() {
        return PayloadErrors.damaged("a listpack ends in the midst of an element");
    }
}
