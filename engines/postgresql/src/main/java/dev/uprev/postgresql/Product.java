package dev.uprev.postgresql;

import java.util.List;
import java.util.Locale;

/**
 * What speaks the protocol of PostgreSQL.
 *
 * @param name as people call it
 * @param carried whether what it holds is all in PostgreSQL's own catalogs and tables, so that pg_dump and COPY get it
 */
record Product(String name, boolean carried) {
    /** PostgreSQL itself, and what differs from it in its storage only. */
    static final Product POSTGRESQL = new Product("PostgreSQL", true);

    /** A word in the banner of a product. */
    private record Mark(String word, Product product) {}

    private static final List<Mark> MARKS = List.of(
            new Mark("cockroachdb", new Product("CockroachDB", false)),
            new Mark("redshift", new Product("Amazon Redshift", false)),
            new Mark("greenplum", new Product("Greenplum", false)),
            new Mark("-yb-", new Product("YugabyteDB", false)),
            new Mark("opengauss", new Product("openGauss", false)),
            new Mark("gaussdb", new Product("GaussDB", false)),
            new Mark("risingwave", new Product("RisingWave", false)),
            new Mark("enterprisedb", new Product("EDB Postgres Advanced Server", true)));

    /** The product whose {@code version()} this is. */
    static Product of(String banner) {
        String lower = banner.toLowerCase(Locale.ROOT);
        return MARKS.stream()
                .filter(mark -> lower.contains(mark.word()))
                .map(Mark::product)
                .findFirst()
                .orElse(POSTGRESQL);
    }
}
