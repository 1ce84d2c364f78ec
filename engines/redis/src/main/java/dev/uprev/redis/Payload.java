package dev.uprev.redis;

import java.util.Objects;

/**
 * What {@code DUMP key} gives: a type byte, the value as an RDB file has it, the RDB version (two bytes, lowest first)
 * and a CRC of all that (eight bytes, lowest first). Places are those in the array that holds it.
 *
 * @param type the type byte, one of {@link RdbType}
 * @param start where the value begins, behind the type byte
 * @param end where the value ends and the footer begins
 * @param rdbVersion the format's version, which tells the flavour too: 12 to 79 are of Redis, from 80 on of Valkey
 */
record Payload(int type, int start, int end, int rdbVersion) {
    /** The bytes behind the value. */
    static final int FOOTER = 2 + Long.BYTES;

    /** From here on formats are Valkey's own, and files are named after it. */
    static final int FIRST_VALKEY_VERSION = 80;

    /**
     * Finds the parts of a payload and checks its CRC.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-damaged} when it is too short or its CRC is not right
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    static Payload of(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length <= 1 + FOOTER) {
            throw PayloadErrors.damaged("it has only " + length + " bytes");
        }
        int end = offset + length - FOOTER;
        long crc = Crc64.of(bytes, offset, length - Long.BYTES);
        if (crc != LittleEndian.int64(bytes, end + 2)) {
            throw PayloadErrors.damaged("its CRC does not fit its " + length + " bytes");
        }
        return new Payload(bytes[offset] & 0xFF, offset + 1, end, LittleEndian.int16(bytes, end) & 0xFFFF);
    }

    /** Writes a footer behind a value that begins with its type. */
    static void close(byte[] bytes, int offset, int end, int rdbVersion) {
        LittleEndian.put16(bytes, end, rdbVersion);
        LittleEndian.put64(bytes, end + 2, Crc64.of(bytes, offset, end + 2 - offset));
    }

    /** The version in the footer of a payload, which is not looked at otherwise. */
    static int rdbVersion(byte[] bytes, int length) {
        return length <= FOOTER ? 0 : LittleEndian.int16(bytes, length - FOOTER) & 0xFFFF;
    }

    /** Whether a Valkey 9 or newer made it; older Valkeys write what Redis 7.2 writes. */
    boolean isValkey() {
        return rdbVersion >= FIRST_VALKEY_VERSION;
    }
}
