package dev.uprev.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * What a real server answered to DUMP. {@code payloads.tsv} holds for each key the same value, made by the same
 * commands on servers of several versions; {@code A>B} means: dumped by A, restored into B and dumped again.
 */
final class CapturedPayload {
    private final String key;
    private final List<String> servers;
    private final byte[] bytes;

    private CapturedPayload(String key, List<String> servers, byte[] bytes) {
        this.key = key;
        this.servers = servers;
        this.bytes = bytes;
    }

    static List<CapturedPayload> all() {
        return read("payloads.tsv");
    }

    /** A stream with groups as it was, under the key "nothing", and after one command each that changes one thing. */
    static List<CapturedPayload> streamChanges() {
        return read("stream-changes.tsv");
    }

    private static List<CapturedPayload> read(String resource) {
        try (InputStream in = Objects.requireNonNull(CapturedPayload.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(CapturedPayload::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CapturedPayload of(String key, String server) {
        return all().stream()
                .filter(payload -> payload.key.equals(key) && payload.servers.contains(server))
                .findFirst()
                .orElseThrow();
    }

    private static CapturedPayload parse(String line) {
        String[] fields = line.split("\t", -1);
        return new CapturedPayload(
                fields[0],
                List.of(fields[1].split(",", -1)),
                Base64.getDecoder().decode(fields[2]));
    }

    String key() {
        return key;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int type() {
        return bytes[0] & 0xFF;
    }

    ValueDigest digest() {
        return new PayloadDigest().digest(bytes, 0, bytes.length);
    }

    @Override
    public String toString() {
        return key + " of " + servers + ", RDB type " + type();
    }
}
