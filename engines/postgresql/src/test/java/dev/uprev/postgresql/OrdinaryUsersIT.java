package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * By replication with passwords, over TLS that is verified, by users who are no superusers: from 16 on that is enough.
 */
@RequiresServers
class OrdinaryUsersIT {
    private static final String PASSWORD = "canary-of-the-carrier";

    @TempDir
    private Path folder;

    @Test
    void byDumpAndRestore() throws Exception {
        try (PostgresServer source = server("13");
                PostgresServer target = server("18")) {
            Instance from = carrier(source, "");
            Instance to = carrier(target, "CREATEDB CREATEROLE");
            shop(source, from);
            UpgradePlan plan = uprev().build()
                    .plan(request(UpgradeMethod.DUMP_AND_RESTORE, from, to).build());
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev().build().execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(sums(to)).isEqualTo(sums(from)).contains("20000");
            assertThat(plan.toJson() + plan.explain() + report.toJson() + journal())
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void byReplicationThereAndBack() throws Exception {
        try (PostgresServer source = server("16");
                PostgresServer target = server("18")) {
            Instance from = carrier(source, "REPLICATION");
            Instance to = carrier(target, "REPLICATION CREATEDB CREATEROLE");
            shop(source, from);
            UpgradePlan plan = uprev().build()
                    .plan(request(UpgradeMethod.REPLICATION, from, to)
                            .option(PublisherAddress.OF_SOURCE, certificate(source))
                            .option(PublisherAddress.OF_TARGET, certificate(target))
                            .build());
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev().listener(event -> {
                        if (event instanceof StepStarted step && step.step().equals("fence-source")) {
                            write(from, "written at last");
                        }
                    })
                    .build()
                    .execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(sums(to)).isEqualTo(sums(from));
            write(to, "written there");

            UpgradeReport back = uprev().build().rollback(plan.id());

            assertThat(back.outcome()).as(back.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(sums(from)).isEqualTo(sums(to)).contains("20002");
            assertThat(remains(source)).isEmpty();
            assertThat(remains(target)).isEmpty();
            assertThat(plan.toJson() + plan.explain() + report.toJson() + back.toJson() + journal())
                    .doesNotContain(PASSWORD);
        }
    }

    private static PostgresServer server(String version) {
        return PostgresServer.setup(version).password(PASSWORD).tls().start();
    }

    /** Makes the user. He has the password of the superuser, so that one reference serves both. */
    private static Instance carrier(PostgresServer server, String rights) throws SQLException {
        query(
                server.instance(),
                "postgres",
                "CREATE ROLE carrier LOGIN " + rights + " PASSWORD '" + PASSWORD + "'",
                server.version().major() < 16
                        ? "GRANT pg_signal_backend TO carrier"
                        : "GRANT pg_signal_backend, pg_create_subscription TO carrier");
        return server.instance().withUser("carrier");
    }

    private UprevBuilder uprev() {
        return Uprev.builder().journal(Journal.directory(folder.resolve("journal")));
    }

    private static UpgradeRequest.Builder request(UpgradeMethod method, Instance from, Instance to) {
        return UpgradeRequest.builder(method, from, new UpgradeTarget.Existing(to))
                .option("tools", PostgresTools.bin(18).toString())
                .option("databases", "shop");
    }

    private static void shop(PostgresServer server, Instance owner) throws SQLException {
        query(server.instance(), "postgres", "CREATE DATABASE shop OWNER carrier");
        query(
                owner,
                "shop",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, note text)",
                "INSERT INTO orders (note) SELECT 'order ' || i FROM generate_series(1, 20000) i",
                "SELECT lo_from_bytea(90001, 'c0ffee')");
    }

    /** For libpq, by which the other server checks this one. */
    private static String certificate(PostgresServer server) {
        TlsSettings tls = server.instance().tls();
        return "sslrootcert=" + tls.certificateAuthority().orElseThrow();
    }

    private static void write(Instance server, String note) {
        try {
            query(server, "shop", "INSERT INTO orders (note) VALUES ('" + note + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> query(Instance server, String database, String... statements) throws SQLException {
        List<String> results = new ArrayList<>();
        try (Connection connection =
                new Connections(Side.SOURCE, server, SecretResolver.standard()).open(database, "test")) {
            Sql.execute(connection, "SET search_path = public");
            for (String sql : statements) {
                if (sql.startsWith("TABLE") || sql.startsWith("SELECT")) {
                    results.addAll(Sql.texts(connection, sql));
                } else {
                    Sql.execute(connection, sql);
                }
            }
        }
        return results;
    }

    private static String sums(Instance server) throws SQLException {
        return String.join(
                " ",
                query(
                        server,
                        "shop",
                        "SELECT concat(count(*), ':', sum(hashtext(o::text)::int8)) FROM orders o",
                        "SELECT encode(lo_get(90001), 'escape')"));
    }

    private static List<String> remains(PostgresServer server) throws SQLException {
        return query(
                server.instance(),
                "shop",
                "SELECT slot_name FROM pg_replication_slots UNION ALL SELECT subname FROM pg_subscription UNION ALL"
                        + " SELECT pubname FROM pg_publication UNION ALL SELECT nspname FROM pg_namespace WHERE nspname ~"
                        + " '^uprev'");
    }

    private String journal() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
