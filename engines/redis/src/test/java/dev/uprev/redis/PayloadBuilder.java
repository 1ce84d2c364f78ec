package dev.uprev.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes payloads by hand, with a right footer. */
final class PayloadBuilder {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PayloadBuilder(int type) {
        bytes.write(type);
    }

    static byte[] strings(int type, int count, String... strings) {
        PayloadBuilder payload = new PayloadBuilder(type).length(count);
        for (String string : strings) {
            payload.string(string);
        }
        return payload.end(6);
    }

    /** A length below 64. */
    PayloadBuilder length(int length) {
        bytes.write(length);
        return this;
    }

    PayloadBuilder string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.ISO_8859_1);
        length(encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    PayloadBuilder hex(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    PayloadBuilder int64(long value) {
        byte[] eight = new byte[8];
        LittleEndian.put64(eight, 0, value);
        bytes.writeBytes(eight);
        return this;
    }

    byte[] end(int rdbVersion) {
        bytes.write(rdbVersion);
        bytes.write(0);
        int64(0);
        byte[] payload = bytes.toByteArray();
        sign(payload);
        return payload;
    }

    /** Puts the right CRC at the end. */
    static void sign(byte[] payload) {
        LittleEndian.put64(payload, payload.length - 8, Crc64.of(payload, 0, payload.length - 8));
    }
}
