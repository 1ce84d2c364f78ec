package dev.uprev.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.json.Json;
import dev.uprev.model.HostPort;
import dev.uprev.plan.InstanceFacts;
import java.util.List;

/**
 * The attributes and measures of {@link InstanceFacts} that this engine knows.
 *
 * @param facts the facts
 */
record RedisFacts(InstanceFacts facts) {
    /** Attribute: addresses of the servers that hold the data, a JSON list. */
    static final String PRIMARIES = "primaries";

    /** Attribute: whether it is a cluster, {@code true} or {@code false}. */
    static final String CLUSTER = "cluster";

    /** Attribute: {@code master} or {@code slave}, as the server says. */
    static final String ROLE = "role";

    /** Attribute: what is thrown out when the memory is full. */
    static final String POLICY = "maxmemory-policy";

    /** Measure: number of keys in all databases. */
    static final String KEYS = "keys";

    /** Measure: bytes that the data may take in memory, 0 for no limit. */
    static final String MAX_MEMORY = "maxmemory";

    List<HostPort> primaries() {
        try {
            return Json.mapper()
                    .readValue(facts.attributes().getOrDefault(PRIMARIES, "[]"), new TypeReference<List<String>>() {})
                    .stream()
                    .map(HostPort::parse)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("attribute " + PRIMARIES + " is no list", e);
        }
    }

    boolean isCluster() {
        return "true".equals(facts.attributes().get(CLUSTER));
    }

    Flavour flavour() {
        return facts.product().equals(Flavour.VALKEY.product()) ? Flavour.VALKEY : Flavour.REDIS;
    }
}
