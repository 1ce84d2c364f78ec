package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PostgreSQL 13.23 on x86_64-pc-linux-gnu, compiled by gcc        | PostgreSQL                   | true",
                "PostgreSQL 15.4 (EnterpriseDB Advanced Server 15.4.0) on x86_64 | EDB Postgres Advanced Server | true",
                "PostgreSQL 11.2-YB-2.20.1.0-b0 on x86_64-pc-linux-gnu           | YugabyteDB                   | false",
                "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)                  | CockroachDB                  | false",
                "PostgreSQL 9.4.26 (Greenplum Database 6.25.3 build) on x86_64   | Greenplum                    | false",
                "PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0.58441       | Amazon Redshift              | false",
            })
    void isToldByItsBanner(String banner, String name, boolean carried) {
        assertThat(Product.of(banner)).isEqualTo(new Product(name, carried));
    }
}
