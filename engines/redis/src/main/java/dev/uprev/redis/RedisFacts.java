package dev.uprev.redis;

import dev.uprev.plan.InstanceFacts;
import java.util.List;

/**
 * The attributes and measures of {@link InstanceFacts} that this engine knows. What expires, grows or fails over by
 * itself is a measure: an attribute that has changed makes a plan stale.
 *
 * @param facts the facts
 */
record RedisFacts(InstanceFacts facts) {
    /** Attribute: how many servers hold the data. */
    static final String PRIMARIES = "primaries";

    /** Attribute: whether it is a cluster, {@code true} or {@code false}. */
    static final String CLUSTER = "cluster";

    /** Attribute: what is thrown out when the memory is full. */
    static final String POLICY = "maxmemory-policy";

    /** Attribute: names of the modules, in order, joined by commas. */
    static final String MODULES = "modules";

    /** Measure: number of keys in all databases. */
    static final String KEYS = "keys";

    /** Measure: the highest number of a database with keys. */
    static final String HIGHEST_DATABASE = "highest-database";

    /** Measure: hashes, or databases' hashes, with fields that expire by themselves, as far as the server tells. */
    static final String EXPIRING_FIELDS = "hashes-with-expiring-fields";

    /** Measure: bytes that the largest of the servers uses in all. */
    static final String USED_MEMORY = "used-memory";

    /** Measure: the version in the footer of DUMP payloads, 0 where it is not known. */
    static final String RDB_VERSION = "rdb-version";

    boolean isCluster() {
        return "true".equals(facts.attributes().get(CLUSTER));
    }

    int primaries() {
        return Integer.parseInt(facts.attributes().getOrDefault(PRIMARIES, "1"));
    }

    Flavour flavour() {
        return facts.product().equals(Flavour.VALKEY.product()) ? Flavour.VALKEY : Flavour.REDIS;
    }

    List<String> modules() {
        String names = facts.attributes().getOrDefault(MODULES, "");
        return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
    }

    /** What is noted of the use of keys, which matters where keys are thrown out by that. */
    Recency recency() {
        return Recency.of(facts.attributes().getOrDefault(POLICY, ""));
    }

    int highestDatabase() {
        return (int) measure(HIGHEST_DATABASE);
    }

    long measure(String name) {
        return facts.measures().getOrDefault(name, 0L);
    }
}
