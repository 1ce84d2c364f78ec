package dev.uprev.redis;

/**
 * Unpacks LZF. A control byte below 32 says how many bytes less one follow as they are. In any other the upper three
 * bits are the length less two of a repetition, 7 meaning that the next byte is to be added; the lower five bits and
 * the next byte are its distance less one.
 */
final class Lzf {
    private Lzf() {}

    /**
     * Unpacks a part of an array into the beginning of another.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-damaged} when it does not unpack to exactly this size
     */
    static void unpack(byte[] from, int offset, int length, byte[] to, int size) {
        int at = offset;
        int end = offset + length;
        int out = 0;
        while (at < end) {
            int control = from[at++] & 0xFF;
            if (control < 32) {
                int count = control + 1;
                require(count <= end - at && count <= size - out);
                System.arraycopy(from, at, to, out, count);
                at += count;
                out += count;
            } else {
                int count = (control >>> 5) + 2;
                if (count == 9) {
                    require(at < end);
                    count += from[at++] & 0xFF;
                }
                require(at < end);
                int distance = (((control & 31) << 8) | (from[at++] & 0xFF)) + 1;
                require(distance <= out && count <= size - out);
                repeat(to, out, distance, count);
                out += count;
            }
        }
        require(out == size);
    }

    private static void repeat(byte[] bytes, int at, int distance, int count) {
        if (distance >= count) {
            System.arraycopy(bytes, at - distance, bytes, at, count);
            return;
        }
        for (int next = at; next < at + count; next++) {
            bytes[next] = bytes[next - distance];
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw PayloadErrors.damaged("a compressed string does not unpack to its size");
        }
    }
}
