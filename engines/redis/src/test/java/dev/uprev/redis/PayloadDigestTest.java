package dev.uprev.redis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadDigestTest {
    private final PayloadDigest digest = new PayloadDigest();

    static Stream<List<CapturedPayload>> keys() {
        return new TreeMap<>(CapturedPayload.all().stream().collect(groupingBy(CapturedPayload::key)))
                .values().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theSameValueHasOneDigestOnEveryServerAndInEveryEncoding(List<CapturedPayload> payloads) {
        ValueDigest first = payloads.get(0).digest();

        assertThat(payloads).hasSizeGreaterThan(1).allSatisfy(payload -> {
            assertThat(payload.digest().type()).isEqualTo(first.type());
            assertThat(payload.digest().elements()).isEqualTo(first.elements());
            assertThat(payload.digest().hash()).isEqualTo(first.hash());
            assertThat(payload.digest().firstFieldExpiry()).isEqualTo(first.firstFieldExpiry());
        });
    }

    @Test
    void theCapturesHaveEveryTypeThatServersFrom28OnWrite() {
        Set<Integer> types =
                CapturedPayload.all().stream().map(CapturedPayload::type).collect(toSet());

        assertThat(types).contains(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 25, 26);
    }

    @Test
    void otherValuesHaveOtherDigests() {
        Map<Long, String> keys = new HashMap<>();
        for (CapturedPayload payload : CapturedPayload.all()) {
            assertThat(keys.merge(payload.digest().hash(), payload.key(), (one, other) -> one))
                    .isEqualTo(payload.key());
        }
        assertThat(new HashSet<>(keys.values())).hasSize(keys.size());
    }

    @ParameterizedTest
    @CsvSource({
        "string:lzf, string, 1",
        "list:small, list, 6",
        "list:wide, list, 10",
        "list:big, list, 60",
        "list:long, list, 5",
        "set:small, set, 5",
        "set:manyints, set, 40",
        "set:big, set, 42",
        "zset:small, zset, 14",
        "zset:big, zset, 43",
        "hash:small, hash, 5",
        "hash:big, hash, 40",
        "stream:nodes, stream, 22",
        "stream:groups, stream, 7",
        "stream:empty, stream, 0",
        "ttl:big, hash, 30"
    })
    void typeAndNumberOfElementsAreThoseOfTheServer(String key, String type, long elements) {
        ValueDigest value = CapturedPayload.of(key, "redis-8.6").digest();

        assertThat(value.type().redisName()).isEqualTo(type);
        assertThat(value.elements()).isEqualTo(elements);
    }

    @Test
    void theEarliestExpiryOfFieldsIsTold() {
        assertThat(CapturedPayload.of("ttl:small", "redis-8.0").digest().firstFieldExpiry())
                .isEqualTo(4102444800000L);
        assertThat(CapturedPayload.of("hash:small", "redis-8.0").digest().firstFieldExpiry())
                .isEqualTo(ValueDigest.NEVER);
    }

    @ParameterizedTest
    @CsvSource({
        "redis-7.0, redis-8.0",
        "redis-7.0, redis-8.6",
        "redis-7.0, valkey-8.1",
        "redis-7.0, valkey-9.1",
        "redis-7.0, redis-7.0>redis-8.6",
        "redis-7.0, redis-7.0>valkey-9.1",
        "valkey-8.1, valkey-8.1>redis-8.6"
    })
    void countersOfStreamsAreCarriedFrom70On(String one, String other) {
        for (String key : List.of("stream:nodes", "stream:groups", "stream:empty")) {
            ValueDigest digest = CapturedPayload.of(key, one).digest();
            assertThat(digest.counters())
                    .isNotZero()
                    .isEqualTo(CapturedPayload.of(key, other).digest().counters());
            assertThat(digest.agreesWith(CapturedPayload.of(key, other).digest()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"redis-6.0>redis-7.0", "redis-6.0>redis-8.6", "redis-6.0>valkey-9.1"})
    void aStreamFromBefore70AgreesWithWhatANewServerMadeOfIt(String restored) {
        for (String key : List.of("stream:plain", "stream:nodes", "stream:groups", "stream:empty")) {
            ValueDigest source = CapturedPayload.of(key, "redis-6.0").digest();
            assertThat(source.counters()).isZero();
            assertThat(source.agreesWith(CapturedPayload.of(key, restored).digest()))
                    .isTrue();
        }
    }

    @Test
    void madeUpCountersDoNotAgreeWithOthers() {
        ValueDigest own = CapturedPayload.of("stream:nodes", "redis-7.0").digest();
        ValueDigest madeUp =
                CapturedPayload.of("stream:nodes", "redis-6.0>redis-7.0").digest();

        assertThat(own.hash()).isEqualTo(madeUp.hash());
        assertThat(own.agreesWith(madeUp)).isFalse();
    }

    @Test
    void anyChangeOfAStreamOrItsGroupsIsSeen() {
        Map<String, ValueDigest> digests = new HashMap<>();
        CapturedPayload.streamChanges().forEach(payload -> digests.put(payload.key(), payload.digest()));
        ValueDigest unchanged = Objects.requireNonNull(digests.remove("nothing"));
        Set<String> ofCounters = Set.of("entries added", "largest deleted id", "entries read");

        assertThat(unchanged)
                .isEqualTo(CapturedPayload.of("stream:groups", "redis-7.0").digest());
        assertThat(digests).hasSize(15).allSatisfy((change, digest) -> {
            assertThat(unchanged.agreesWith(digest)).as(change).isFalse();
            assertThat(digest.hash() == unchanged.hash()).as(change).isEqualTo(ofCounters.contains(change));
        });
        assertThat(digests.values().stream().map(ValueDigest::counters).distinct())
                .hasSizeGreaterThan(3);
    }

    @Test
    void pendingEntriesWithoutOwnerCountAndTheirAbsenceIsThatOfOlderFormats() {
        long older = hash(streamWithPendingEntry(RdbType.STREAM_4, ""));

        assertThat(hash(streamWithPendingEntry(RdbType.STREAM_5, "00"))).isEqualTo(older);
        assertThat(hash(streamWithPendingEntry(RdbType.STREAM_5, "01" + "0000000000000001".repeat(2))))
                .isNotEqualTo(older);
    }

    @Test
    void theOrderOfAListCountsAndThatOfASetDoesNot() {
        assertThat(hash(PayloadBuilder.strings(RdbType.LIST, 2, "a", "b")))
                .isNotEqualTo(hash(PayloadBuilder.strings(RdbType.LIST, 2, "b", "a")))
                .isNotEqualTo(hash(PayloadBuilder.strings(RdbType.LIST, 2, "ab", "")));
        assertThat(hash(PayloadBuilder.strings(RdbType.SET, 2, "a", "b")))
                .isEqualTo(hash(PayloadBuilder.strings(RdbType.SET, 2, "b", "a")))
                .isNotEqualTo(hash(PayloadBuilder.strings(RdbType.SET, 2, "a", "c")))
                .isNotEqualTo(hash(PayloadBuilder.strings(RdbType.LIST, 2, "a", "b")));
    }

    @Test
    void fieldsAndValuesOfAHashBelongTogether() {
        long hash = hash(PayloadBuilder.strings(RdbType.HASH, 2, "f", "1", "g", "2"));

        assertThat(hash(PayloadBuilder.strings(RdbType.HASH, 2, "g", "2", "f", "1")))
                .isEqualTo(hash);
        assertThat(hash(PayloadBuilder.strings(RdbType.HASH, 2, "f", "2", "g", "1")))
                .isNotEqualTo(hash);
        assertThat(hash(PayloadBuilder.strings(RdbType.HASH, 2, "f", "1", "g", "3")))
                .isNotEqualTo(hash);
        assertThat(hash(PayloadBuilder.strings(RdbType.HASH, 2, "1", "f", "g", "2")))
                .isNotEqualTo(hash);
    }

    @Test
    void theExpiryOfAFieldCounts() {
        long without = hash(PayloadBuilder.strings(RdbType.HASH, 1, "f", "v"));

        assertThat(hash(valkeyHash(-1))).isEqualTo(without);
        assertThat(hash(valkeyHash(1000))).isNotEqualTo(without).isNotEqualTo(hash(valkeyHash(1001)));
        assertThat(hash(valkeyHash(1000)))
                .isEqualTo(hash(new PayloadBuilder(RdbType.HASH_METADATA)
                        .int64(991)
                        .length(1)
                        .length(10)
                        .string("f")
                        .string("v")
                        .end(12)));
    }

    @Test
    void scoresAreComparedByValueHoweverTheyAreWritten() {
        long three = hash(scored("3"));

        assertThat(List.of(hash(scored("3.0")), hash(scored("3e0")), hash(scored("0.3e1"))))
                .containsOnly(three);
        assertThat(hash(scored("3.0000000000000004"))).isNotEqualTo(three);
        assertThat(hash(scored("-0"))).isEqualTo(hash(scored("0")));
        assertThat(hash(new PayloadBuilder(RdbType.ZSET_2)
                        .length(1)
                        .string("m")
                        .int64(Double.doubleToRawLongBits(3))
                        .end(9)))
                .isEqualTo(three);
        assertThat(hash(new PayloadBuilder(RdbType.ZSET)
                        .length(1)
                        .string("m")
                        .length(254)
                        .end(6)))
                .isEqualTo(hash(scored("inf")))
                .isNotEqualTo(hash(new PayloadBuilder(RdbType.ZSET)
                        .length(1)
                        .string("m")
                        .length(255)
                        .end(6)));
    }

    @Test
    void aZipmapIsTheSameHash() {
        byte[] payload = new PayloadBuilder(RdbType.HASH_ZIPMAP)
                .length(17)
                .hex("02 01 66 01 00 31 01 67 03 02 32 33 34 00 00")
                .hex("00 ff")
                .end(6);
        byte[] sound = new PayloadBuilder(RdbType.HASH_ZIPMAP)
                .length(15)
                .hex("02 01 66 01 00 31 01 67 03 02 32 33 34 00 00")
                .end(6);
        byte[] whole = new PayloadBuilder(RdbType.HASH_ZIPMAP)
                .length(16)
                .hex("02 01 66 01 00 31 01 67 03 02 32 33 34 00 00 ff")
                .end(6);

        assertThat(hash(whole)).isEqualTo(hash(PayloadBuilder.strings(RdbType.HASH, 2, "f", "1", "g", "234")));
        assertRefused(payload, "payload-damaged");
        assertRefused(sound, "payload-damaged");
    }

    @Test
    void anyFlippedBitIsFound() {
        for (String key : List.of("string:text", "list:small", "zset:small", "stream:plain", "ttl:small")) {
            byte[] payload = CapturedPayload.of(key, "redis-8.0").bytes();
            for (int at = 0; at < payload.length; at++) {
                byte[] flipped = payload.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                assertRefused(flipped, "payload-damaged");
            }
        }
    }

    /** A server whose memory is damaged writes a right CRC over wrong bytes. */
    @Test
    void wrongBytesUnderARightCrcAreRefusedOrRead() {
        for (CapturedPayload captured : CapturedPayload.all()) {
            byte[] payload = captured.bytes();
            int step = Math.max(1, payload.length / 100);
            for (int at = 1; at < payload.length - Payload.FOOTER; at += step) {
                for (int value : new int[] {0, 1, 0x7F, 0x80, 0xC3, 0xF0, 0xFE, 0xFF}) {
                    byte[] changed = payload.clone();
                    changed[at] = (byte) value;
                    PayloadBuilder.sign(changed);
                    readOrRefuse(captured, changed);
                }
            }
        }
    }

    @Test
    void aPayloadMayLieAnywhereInAnArray() {
        byte[] payload = CapturedPayload.of("hash:big", "redis-7.0").bytes();
        byte[] array = new byte[payload.length + 20];
        System.arraycopy(payload, 0, array, 7, payload.length);

        assertThat(digest.digest(array, 7, payload.length))
                .isEqualTo(CapturedPayload.of("hash:big", "redis-7.0").digest());
    }

    @Test
    void valuesOfModulesAreComparedByTheirBytes() {
        byte[] payload = new PayloadBuilder(RdbType.MODULE_2)
                .hex("81 45e25238df912c03 01")
                .end(9);
        byte[] newer = new PayloadBuilder(RdbType.MODULE_2)
                .hex("81 45e25238df912c03 01")
                .end(11);
        byte[] other = new PayloadBuilder(RdbType.MODULE_2)
                .hex("81 45e25238df912c03 02")
                .end(9);

        ValueDigest value = digest.digest(payload, 0, payload.length);

        assertThat(value.agreesWith(digest.digest(newer, 0, newer.length))).isTrue();
        assertThat(value.agreesWith(digest.digest(other, 0, other.length))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"22, 11", "23, 11", "28, 15", "243, 13", "23, 81", "24, 80", "25, 80", "26, 80", "8, 9"})
    void typesThatAreNotKnownOfThisFlavourAreRefused(int type, int rdbVersion) {
        assertRefused(new PayloadBuilder(type).hex("01 01 61 01 62").end(rdbVersion), "payload-unknown");
    }

    private static byte[] streamWithPendingEntry(int type, String ownerless) {
        return new PayloadBuilder(type)
                .hex("00 00 01 01 00 00 00 00 01")
                .hex("01")
                .string("g")
                .hex("01 01 01 01" + "0000000000000001".repeat(2))
                .int64(1_700_000_000_000L)
                .hex("03 00" + ownerless)
                .hex("3f 3f 00 00 00")
                .end(14);
    }

    private static byte[] valkeyHash(long expiry) {
        return new PayloadBuilder(RdbType.VALKEY_HASH_2)
                .length(1)
                .string("f")
                .string("v")
                .int64(expiry)
                .end(80);
    }

    private static byte[] scored(String score) {
        return PayloadBuilder.strings(RdbType.ZSET, 1, "m", score);
    }

    private long hash(byte[] payload) {
        return digest.digest(payload, 0, payload.length).hash();
    }

    private void assertRefused(byte[] payload, String code) {
        assertThatThrownBy(() -> digest.digest(payload, 0, payload.length))
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void readOrRefuse(CapturedPayload captured, byte[] changed) {
        try {
            digest.digest(changed, 0, changed.length);
        } catch (UpgradeException e) {
            assertThat(e.code()).as(captured.toString()).isIn("payload-damaged", "payload-unknown");
        }
    }
}
