package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the data are to be at the end. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
    @JsonSubTypes.Type(value = UpgradeTarget.Existing.class, name = "existing"),
    @JsonSubTypes.Type(value = UpgradeTarget.Create.class, name = "create"),
    @JsonSubTypes.Type(value = UpgradeTarget.InPlace.class, name = "inPlace")
})
public sealed interface UpgradeTarget {

    /** An empty server that is already running; it is asked for its version. */
    record Existing(Instance instance) implements UpgradeTarget {}

    /**
     * A server that the upgrade creates by the instance controller.
     *
     * @param name what the controller shall call it
     * @param version the version it shall have; a release line means the controller's newest release of it
     * @param settings what the controller needs to know, such as a port
     */
    record Create(String name, Version version, SortedMap<String, String> settings) implements UpgradeTarget {
        public Create {
            settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        }
    }

    /**
     * The source itself, with newer binaries.
     *
     * @param servers what the instance controller calls the source's servers, one for each of its addresses and in
     *     their order; several for a replica set or a cluster
     */
    record InPlace(List<String> servers, Version version) implements UpgradeTarget {
        public InPlace {
            servers = List.copyOf(servers);
            if (servers.isEmpty()) {
                throw new IllegalArgumentException("an upgrade in place needs the name of the source's server");
            }
        }

        public InPlace(String server, Version version) {
            this(List.of(server), version);
        }
    }
}
