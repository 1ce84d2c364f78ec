package dev.uprev.redis;

/**
 * The CRC at the end of a DUMP payload: 64 bits, polynomial {@code ad93d23594c935a9} (Jones), reflected, start 0, no
 * final xor. Eight bytes are taken in at a time by eight tables. Stateless.
 */
final class Crc64 {
    private static final long POLYNOMIAL_REFLECTED = 0x95AC9329AC4BC9B5L;
    private static final long[][] TABLES = tables();

    private Crc64() {}

    /** The CRC of a part of an array. */
    static long of(byte[] bytes, int offset, int length) {
        long crc = 0;
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long next = crc ^ LittleEndian.int64(bytes, at);
            crc = TABLES[7][(int) next & 0xFF]
                    ^ TABLES[6][(int) (next >>> 8) & 0xFF]
                    ^ TABLES[5][(int) (next >>> 16) & 0xFF]
                    ^ TABLES[4][(int) (next >>> 24) & 0xFF]
                    ^ TABLES[3][(int) (next >>> 32) & 0xFF]
                    ^ TABLES[2][(int) (next >>> 40) & 0xFF]
                    ^ TABLES[1][(int) (next >>> 48) & 0xFF]
                    ^ TABLES[0][(int) (next >>> 56)];
        }
        for (; at < end; at++) {
            crc = TABLES[0][((int) crc ^ bytes[at]) & 0xFF] ^ (crc >>> 8);
        }
        return crc;
    }

    private static long[][] tables() {
        long[][] tables = new long[8][256];
        for (int value = 0; value < 256; value++) {
            long crc = value;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL_REFLECTED);
            }
            tables[0][value] = crc;
        }
        for (int table = 1; table < 8; table++) {
            for (int value = 0; value < 256; value++) {
                long crc = tables[table - 1][value];
                tables[table][value] = tables[0][(int) crc & 0xFF] ^ (crc >>> 8);
            }
        }
        return tables;
    }
}
