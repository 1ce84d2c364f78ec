package dev.uprev.compat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The release lines that are known of each engine. Immutable. */
public final class ReleaseCatalog {
    private record Releases(Set<Version> known, List<Version> sorted, Optional<URI> source) {
        static final Releases NONE = new Releases(Set.of(), List.of(), Optional.empty());
    }

    private final Map<DatabaseEngine, Releases> byEngine;

    private ReleaseCatalog(Map<DatabaseEngine, Releases> byEngine) {
        this.byEngine = Map.copyOf(byEngine);
    }

    /** A catalogue that knows nothing. */
    public static ReleaseCatalog empty() {
        return new ReleaseCatalog(Map.of());
    }

    /** The built-in engines' release lines, as of November 2026. */
    public static ReleaseCatalog standard() {
        return StandardReleases.CATALOG;
    }

    /**
     * This catalogue and these release lines.
     *
     * @param lines such as {@code 9.1}; for a longer version, its line
     * @throws IllegalArgumentException when one is not a version
     */
    public ReleaseCatalog with(DatabaseEngine engine, String... lines) {
        Releases before = releases(engine);
        List<Version> sorted = Stream.concat(
                        before.sorted().stream(),
                        Arrays.stream(lines).map(Version::parse).map(engine::lineOf))
                .sorted()
                .distinct()
                .toList();
        return with(engine, new Releases(Set.copyOf(sorted), sorted, before.source()));
    }

    /**
     * This catalogue, with the page on which the vendor of the engine tells of its releases and how they are numbered.
     */
    public ReleaseCatalog documentedAt(DatabaseEngine engine, URI page) {
        Releases before = releases(engine);
        return with(engine, new Releases(before.known(), before.sorted(), Optional.of(page)));
    }

    private ReleaseCatalog with(DatabaseEngine engine, Releases releases) {
        Map<DatabaseEngine, Releases> more = new HashMap<>(byEngine);
        more.put(engine, releases);
        return new ReleaseCatalog(more);
    }

    /** The known release lines, oldest first; empty for an engine that the catalogue does not know. */
    public List<Version> lines(DatabaseEngine engine) {
        return releases(engine).sorted();
    }

    /** Whether the version belongs to a known line. */
    public boolean knows(DatabaseEngine engine, Version version) {
        return releases(engine).known().contains(engine.lineOf(version));
    }

    /** Where the vendor tells of the releases. */
    public Optional<URI> source(DatabaseEngine engine) {
        return releases(engine).source();
    }

    private Releases releases(DatabaseEngine engine) {
        return byEngine.getOrDefault(engine, Releases.NONE);
    }
}
