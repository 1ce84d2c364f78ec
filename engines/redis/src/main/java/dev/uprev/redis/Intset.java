package dev.uprev.redis;

/** A sorted array of integers: their size in bytes (2, 4 or 8), their number, both as four bytes, then they. */
final class Intset extends Elements {
    private static final int HEADER = 8;

    private byte[] bytes = {};
    private int size;
    private int at;
    private int end;

    void open(Span container) {
        container.requireBytes();
        bytes = container.bytes();
        at = container.offset() + HEADER;
        end = container.offset() + container.length();
        size = at > end ? 0 : LittleEndian.int32(bytes, container.offset());
        if ((size != 2 && size != 4 && size != 8)
                || (long) size * LittleEndian.int32(bytes, container.offset() + 4) != end - at) {
            throw PayloadErrors.damaged("an intset does not have the size that it says");
        }
    }

    @Override
    boolean next(Span out) {
        if (at == end) {
            return false;
        }
        out.set(
                switch (size) {
                    case 2 -> LittleEndian.int16(bytes, at);
                    case 4 -> LittleEndian.int32(bytes, at);
                    default -> LittleEndian.int64(bytes, at);
                });
        at += size;
        return true;
    }
}
