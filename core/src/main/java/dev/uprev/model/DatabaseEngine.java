package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A database product. Four are known by name; a third party may make its own with {@link #of}. Two engines are equal
 * when their ids are.
 */
public final class DatabaseEngine {
    public static final DatabaseEngine POSTGRESQL = of("postgresql", "PostgreSQL", VersionScheme.POSTGRESQL);
    public static final DatabaseEngine MONGODB = of("mongodb", "MongoDB", VersionScheme.MAJOR_MINOR);
    public static final DatabaseEngine REDIS = of("redis", "Redis", VersionScheme.MAJOR_MINOR);
    public static final DatabaseEngine ELASTICSEARCH = of("elasticsearch", "Elasticsearch", VersionScheme.MAJOR_MINOR);

    /** The engines that the built-in rules speak about. */
    public static final List<DatabaseEngine> BUILT_IN = List.of(POSTGRESQL, MONGODB, REDIS, ELASTICSEARCH);

    private final String id;
    private final String displayName;
    private final VersionScheme scheme;

    private DatabaseEngine(String id, String displayName, VersionScheme scheme) {
        this.id = id;
        this.displayName = Objects.requireNonNull(displayName);
        this.scheme = Objects.requireNonNull(scheme);
    }

    /**
     * An engine of one's own.
     *
     * @param id lower case letters, digits and dashes
     * @throws IllegalArgumentException when the id has any other character
     */
    public static DatabaseEngine of(String id, String displayName, VersionScheme scheme) {
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "engine id \"" + id + "\" is not made of lower case letters, digits and dashes");
        }
        return new DatabaseEngine(id, displayName, scheme);
    }

    /**
     * The built-in engine of that id; any other id gives an engine with two-part release lines.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    @JsonCreator
    public static DatabaseEngine named(String id) {
        String wanted = id.toLowerCase(Locale.ROOT);
        return BUILT_IN.stream()
                .filter(engine -> engine.id.equals(wanted))
                .findFirst()
                .orElseGet(() -> of(wanted, id, VersionScheme.MAJOR_MINOR));
    }

    @JsonValue
    public String id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    /** The release line that a version belongs to: {@code 17} for PostgreSQL 17.11, {@code 7.0} for Redis 7.0.15. */
    public Version lineOf(Version version) {
        return version.first(scheme.lineLength(version));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatabaseEngine that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return displayName;
    }
}
