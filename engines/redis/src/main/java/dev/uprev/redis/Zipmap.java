package dev.uprev.redis;

/**
 * Fields and values in turn, as hashes of Redis 2.4 and older were packed: a byte for their number, then each as a
 * length (one byte, or 254 and four bytes) and its bytes; before those of a value is a byte that says how many bytes
 * behind it are not used. 255 ends it.
 */
final class Zipmap extends Elements {
    private static final int LONG = 254;
    private static final int END = 255;

    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean isValue;

    void open(Span container) {
        container.requireBytes();
        bytes = container.bytes();
        at = container.offset() + 1;
        end = container.offset() + container.length() - 1;
        isValue = false;
        if (at > end || (bytes[end] & 0xFF) != END) {
            throw PayloadErrors.damaged("a zipmap has no end");
        }
    }

    @Override
    boolean next(Span out) {
        if (at >= end) {
            return false;
        }
        int length = bytes[at++] & 0xFF;
        if (length == LONG && end - at >= Integer.BYTES) {
            length = LittleEndian.int32(bytes, at);
            at += Integer.BYTES;
        }
        int unused = isValue ? bytes[at++] & 0xFF : 0;
        if (length < 0 || unused > end - at || length > end - at - unused) {
            throw PayloadErrors.damaged("a zipmap ends in the midst of an element");
        }
        out.set(bytes, at, length);
        at += length + unused;
        isValue = !isValue;
        return true;
    }
}
