package dev.uprev.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query over the system catalogs of any release, for one kind of object. It is a file {@code catalog/NAME.sql} that
 * gives columns {@code schema}, {@code name} and {@code part}, and after them one for each property, whose label is a
 * {@link PropertyLabel}. Null and false mean that a property is not set.
 *
 * <p>A line that ends in {@code -- since 10}, {@code -- before 12} or {@code -- since 15, before 17} is for those
 * releases only. At the head of the file a line can say {@code -- extra allowed} (objects that only the target has are
 * no fault), {@code -- parts of objects}, {@code -- exists since 10} (no older release has such objects), {@code --
 * compared since 18} (both servers must be of that release for a comparison to make sense) and {@code -- reads
 * pg_authid} (a catalog that not everybody may read). Immutable.
 */
final class CatalogQuery {
    private static final Pattern CONDITION =
            Pattern.compile("-- (?:since ([\\d.]+))?(?:, )?(?:before ([\\d.]+))?$", Pattern.MULTILINE);
    private static final String ORDER = ") q ORDER BY convert_to(schema::text, 'UTF8'), convert_to(name::text, 'UTF8'),"
            + " convert_to(part::text, 'UTF8')";

    /** What belongs to the whole server. */
    static final List<CatalogQuery> OF_SERVER =
            load("roles", "passwords", "memberships", "role-settings", "parameter-grants");

    /** What is in a database; objects come before what belongs to them. */
    static final List<CatalogQuery> OF_DATABASE = load(
            "databases",
            "database-settings",
            "schemas",
            "extensions",
            "languages",
            "types",
            "domain-constraints",
            "tables",
            "views",
            "columns",
            "constraints",
            "not-null-constraints",
            "indexes",
            "sequences",
            "functions",
            "triggers",
            "partition-triggers",
            "rules",
            "policies",
            "event-triggers",
            "operators",
            "operator-families",
            "operator-classes",
            "casts",
            "collations",
            "conversions",
            "transforms",
            "access-methods",
            "text-search",
            "statistics",
            "publications",
            "publication-tables",
            "publication-schemas",
            "foreign-servers",
            "user-mappings",
            "large-objects",
            "grants",
            "maintain-grants",
            "system-grants",
            "default-grants");

    private static final Map<String, CatalogQuery> BY_NAME = Stream.of(OF_SERVER, OF_DATABASE)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(CatalogQuery::name, query -> query));

    private final String name;
    private final String template;

    private CatalogQuery(String name, String template) {
        this.name = name;
        this.template = template;
    }

    private static List<CatalogQuery> load(String... names) {
        return Stream.of(names)
                .map(name -> new CatalogQuery(name, resource("catalog/" + name + ".sql")))
                .toList();
    }

    /** The query of this name; absent where this version of the library has none. */
    static Optional<CatalogQuery> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static String resource(String path) {
        try (InputStream stream = CatalogQuery.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its file " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the library's file " + path, e);
        }
    }

    /** The kind of objects, in the plural. */
    String name() {
        return name;
    }

    boolean isExtraAllowed() {
        return template.contains("-- extra allowed\n");
    }

    /** Whether the entries are parts of objects that another query gives. */
    boolean isOfParts() {
        return template.contains("-- parts of objects\n");
    }

    /** The first release that has such objects. */
    int existsSince() {
        return directive("exists since").map(ReleaseNumber::of).orElse(0);
    }

    /** The release that both servers must have. */
    int comparedSince() {
        return directive("compared since").map(ReleaseNumber::of).orElse(0);
    }

    /** The catalog that the user must be allowed to read, where not everybody is. */
    Optional<String> reads() {
        return directive("reads");
    }

    private Optional<String> directive(String word) {
        Matcher matcher =
                Pattern.compile("^-- " + word + " (\\S+)$", Pattern.MULTILINE).matcher(template);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The query for a server of this version; its rows come in {@link CatalogEntry#ORDER}. */
    String sql(ServerVersion version) {
        return template.lines()
                .filter(line -> !line.startsWith("--") && isFor(line, version))
                .collect(Collectors.joining("\n", "SELECT * FROM (\n", "\n" + ORDER));
    }

    private static boolean isFor(String line, ServerVersion version) {
        Matcher condition = CONDITION.matcher(line);
        if (!condition.find()) {
            return true;
        }
        String since = condition.group(1);
        String before = condition.group(2);
        return (since == null || version.isAtLeast(ReleaseNumber.of(since)))
                && (before == null || !version.isAtLeast(ReleaseNumber.of(before)));
    }

    @Override
    public String toString() {
        return name;
    }
}
