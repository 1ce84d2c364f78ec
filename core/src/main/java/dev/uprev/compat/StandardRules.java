package dev.uprev.compat;

import java.util.List;

/** The two sets of rules that ship. */
final class StandardRules {
    static final CompatibilityRules STANDARD = set(List.of(
            PostgresqlRules.standard(), MongodbRules.standard(), RedisRules.standard(), ElasticsearchRules.standard()));
    static final CompatibilityRules VENDOR = set(
            List.of(PostgresqlRules.vendor(), MongodbRules.vendor(), RedisRules.vendor(), ElasticsearchRules.vendor()));

    private StandardRules() {}

    private static CompatibilityRules set(List<List<CompatibilityRule>> engines) {
        return CompatibilityRules.empty()
                .with(ReleaseCatalog.standard())
                .with(engines.stream().flatMap(List::stream).toList());
    }
}
