package dev.uprev.redis;

import dev.uprev.digest.Xxh64;
import dev.uprev.digest.Xxh64Stream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes a digest of a large value from the commands that build it, the same in whatever pieces and, where the type
 * has no order, in whatever order they come. When a pending entry was delivered is left out. For one thread.
 */
final class CommandDigest implements CommandSink {
    private final ValueType type;
    private final Xxh64Stream content = new Xxh64Stream();
    private final NumberHash numbers = new NumberHash();
    private final Unordered members = new Unordered();
    private final Unordered expiries = new Unordered();
    private long ordered;
    private long counters;
    private long elements;
    private final long now;
    private final Map<Long, Long> fields = new HashMap<>();

    /** @param now fields of hashes that expire by then are left out, in milliseconds since 1970; 0 for all */
    CommandDigest(ValueType type, long now) {
        this.type = type;
        this.now = now;
        this.ordered = type.seed();
    }

    @Override
    public void accept(List<byte[]> words) {
        String name = text(words, 0);
        switch (name) {
            case "APPEND" -> content.update(words.get(1), 0, words.get(1).length);
            case "RPUSH" -> words.stream().skip(1).forEach(this::chain);
            case "SADD" -> words.stream().skip(1).forEach(member -> members.add(Xxh64.hash(member)));
            case "ZADD" -> pairs(words, (score, member) -> members.add(hash(member, scoreBits(score))));
            case "HSET", "HMSET" -> {
                fields.clear();
                pairs(words, this::field);
            }
            case "HPEXPIREAT" -> fieldExpiry(Long.parseLong(text(words, 1)), Xxh64.hash(words.get(4)));
            case "XADD" -> words.stream().skip(1).forEach(this::chain);
            case "XSETID" -> {
                chain(words.get(1));
                words.stream().skip(2).forEach(this::count);
            }
            case "XGROUP" -> {
                words.stream().skip(1).limit(3).forEach(this::chain);
                words.stream().skip(4).forEach(this::count);
            }
            case "XCLAIM" -> List.of(1, 2, 4, 8).forEach(place -> chain(words.get(place)));
            default -> throw new IllegalArgumentException("no command that builds a value: " + name);
        }
    }

    ValueDigest value() {
        return switch (type) {
            case STRING -> ValueDigest.of(type, 1, content.value());
            case LIST, STREAM -> new ValueDigest(type, elements, ordered, counters, ValueDigest.NEVER);
            default -> ValueDigest.of(type, members.count(), expiries.hash(members.hash(type.seed())));
        };
    }

    private void field(byte[] name, byte[] value) {
        long field = Xxh64.hash(name);
        long member = hash(value, field);
        members.add(member);
        fields.put(field, member);
    }

    /** Comes after the field itself, with no others but those of its piece between them. */
    private void fieldExpiry(long time, long field) {
        if (time <= now) {
            Optional.ofNullable(fields.remove(field)).ifPresent(members::remove);
        } else {
            expiries.add(numbers.of(time, field));
        }
    }

    private void chain(byte[] word) {
        ordered = hash(word, ordered);
        elements++;
    }

    private void count(byte[] word) {
        counters = hash(word, counters);
    }

    /** Servers differ in how they write the same number. */
    private static long scoreBits(byte[] score) {
        return Score.bits(Score.parse(score, 0, score.length));
    }

    private static long hash(byte[] bytes, long seed) {
        return Xxh64.hash(bytes, 0, bytes.length, seed);
    }

    private static void pairs(List<byte[]> words, PairTaker taker) {
        for (int i = 1; i < words.size(); i += 2) {
            taker.accept(words.get(i), words.get(i + 1));
        }
    }

    private static String text(List<byte[]> words, int place) {
        return new String(words.get(place), StandardCharsets.US_ASCII);
    }

    /** Takes two arguments that belong together. */
    @FunctionalInterface
    private interface PairTaker {
        void accept(byte[] first, byte[] second);
    }
}
