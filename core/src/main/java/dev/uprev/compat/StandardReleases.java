package dev.uprev.compat;

import static dev.uprev.model.DatabaseEngine.ELASTICSEARCH;
import static dev.uprev.model.DatabaseEngine.MONGODB;
import static dev.uprev.model.DatabaseEngine.POSTGRESQL;
import static dev.uprev.model.DatabaseEngine.REDIS;

import dev.uprev.model.DatabaseEngine;
import java.net.URI;
import java.util.stream.IntStream;

/** The release lines of the built-in engines, as of November 2026. Development and preview lines are not listed. */
final class StandardReleases {
    static final ReleaseCatalog CATALOG = build();

    private StandardReleases() {}

    private static ReleaseCatalog build() {
        ReleaseCatalog catalog = ReleaseCatalog.empty()
                .with(POSTGRESQL, "9.2", "9.3", "9.4", "9.5", "9.6", "10", "11", "12", "13")
                // 19 became generally available in the autumn of 2026.
                .with(POSTGRESQL, "14", "15", "16", "17", "18", "19")
                // x.1 to x.3 of 5, 6 and 7, and 8.1, were made for the vendor's own cloud.
                .with(MONGODB, "3.6", "4.0", "4.2", "4.4")
                .with(MONGODB, "5.0", "5.1", "5.2", "5.3", "6.0", "6.1", "6.2", "6.3", "7.0", "7.1", "7.2", "7.3")
                .with(MONGODB, "8.0", "8.1", "8.2", "8.3", "9.0")
                .with(REDIS, "2.8", "3.0", "3.2", "4.0", "5.0", "6.0", "6.2", "7.0", "7.2", "7.4")
                .with(REDIS, "8.0", "8.2", "8.4", "8.6", "8.8", "8.10");
        catalog = minors(catalog, 1, 7);
        catalog = minors(catalog, 2, 4);
        catalog = minors(catalog, 5, 6);
        catalog = minors(catalog, 6, 8);
        catalog = minors(catalog, 7, 17);
        catalog = minors(catalog, 8, 19);
        catalog = minors(catalog, 9, 5);
        catalog = documented(catalog, POSTGRESQL, "https://www.postgresql.org/support/versioning/");
        catalog = documented(catalog, MONGODB, "https://www.mongodb.com/docs/manual/reference/versioning/");
        catalog = documented(
                catalog,
                REDIS,
                "https://redis.io/docs/latest/operate/oss_and_stack/stack-with-enterprise/release-notes/");
        return documented(catalog, ELASTICSEARCH, "https://www.elastic.co/support/eol");
    }

    private static ReleaseCatalog minors(ReleaseCatalog catalog, int major, int lastMinor) {
        return catalog.with(
                ELASTICSEARCH,
                IntStream.rangeClosed(0, lastMinor)
                        .mapToObj(minor -> major + "." + minor)
                        .toArray(String[]::new));
    }

    private static ReleaseCatalog documented(ReleaseCatalog catalog, DatabaseEngine engine, String page) {
        return catalog.documentedAt(engine, URI.create(page));
    }
}
