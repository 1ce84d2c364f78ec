package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The releases that an upgrade passes through, source first, target last, each newer than the one before. */
public record VersionPath(@JsonValue List<Version> versions) {
    /** @throws IllegalArgumentException when there are fewer than two versions or they do not ascend */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VersionPath {
        versions = List.copyOf(versions);
        if (versions.size() < 2) {
            throw new IllegalArgumentException("a path needs a source and a target, not " + versions);
        }
        for (int i = 1; i < versions.size(); i++) {
            if (!versions.get(i).isNewerThan(versions.get(i - 1))) {
                throw new IllegalArgumentException("versions of a path must ascend: " + versions);
            }
        }
    }

    public Version source() {
        return versions.get(0);
    }

    public Version target() {
        return versions.get(versions.size() - 1);
    }

    /** One hop between each two neighbours; never empty. */
    public List<Hop> hops() {
        return IntStream.range(1, versions.size())
                .mapToObj(i -> new Hop(versions.get(i - 1), versions.get(i)))
                .toList();
    }

    /** As people write it: {@code 4.4 -> 5.0 -> 6.0}. */
    @Override
    public String toString() {
        return versions.stream().map(Version::toString).collect(Collectors.joining(" -> "));
    }
}
