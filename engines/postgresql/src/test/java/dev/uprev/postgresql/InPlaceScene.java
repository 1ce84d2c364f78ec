package dev.uprev.postgresql;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.control.LocalInstanceController;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.run.Approval;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server of the local instance controller, with a shop in it, that is to be upgraded in place. */
final class InPlaceScene implements AutoCloseable {
    static final String NAME = "shop-db";

    private static final ToolRunner TOOLS = ToolRunner.local(new Redactor());

    final Path folder;
    final LocalInstanceController servers;
    final Instance instance;
    final String from;
    final List<Path> programs;
    private final int to;
    final Path data;

    private InPlaceScene(Path folder, String from, int to, List<Path> programs, Map<String, String> settings) {
        this.to = to;
        this.folder = folder;
        this.from = from;
        this.programs = programs;
        this.servers = controller(folder.resolve("servers"), programs);
        this.instance =
                servers.provision(DatabaseEngine.POSTGRESQL, NAME, Version.parse(from), new TreeMap<>(settings));
        this.data = folder.resolve("servers").resolve(NAME).resolve("data");
    }

    static LocalInstanceController controller(Path base, List<Path> programs) {
        return new LocalInstanceController(
                TOOLS,
                SecretResolver.standard(),
                List.of(new PostgresqlEngine()),
                base,
                programs,
                PostgresServer.launcher());
    }

    /** Starts a server of the first version, with the programs of all of them at hand. */
    static InPlaceScene start(Path folder, Map<String, String> settings, int... majors) throws SQLException {
        return start(folder, settings, Integer.toString(majors[0]), majors);
    }

    /** As the other, of exactly this version. */
    static InPlaceScene start(Path folder, Map<String, String> settings, String version, int... majors)
            throws SQLException {
        List<Path> programs = new ArrayList<>();
        // the pinned 9.2 has every tool
        programs.add(majors[0] == 9 ? PostgresServer.programs(version) : PostgresTools.upgradable(majors[0]));
        for (int i = 1; i < majors.length; i++) {
            programs.add(whole(majors[i]));
        }
        InPlaceScene scene = new InPlaceScene(folder, version, majors[majors.length - 1], programs, settings);
        scene.fill();
        return scene;
    }

    /** The folder with all programs of a server. */
    static Path whole(int major) {
        return PostgresTools.bin(major, ServerPrograms.OF_NEW.toArray(String[]::new));
    }

    private void fill() throws SQLException {
        run("postgres", "CREATE ROLE shopkeeper LOGIN PASSWORD 'x'", "CREATE DATABASE shop OWNER shopkeeper");
        run(
                "shop",
                "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO customers SELECT i, 'Kundin ' || i FROM generate_series(1, 1000) i",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES customers, total numeric(12,2))",
                "INSERT INTO orders (customer, total) SELECT 1 + i % 1000, i / 7.0 FROM generate_series(1, 20000) i",
                "CREATE VIEW totals AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer",
                "CREATE EXTENSION hstore",
                "CREATE UNLOGGED TABLE notes AS SELECT i AS n FROM generate_series(1, 50) i",
                "SELECT lowrite(lo_open(lo_create(90000 + i), 131072), decode(repeat('c0ffee', 5000), 'hex'))"
                        + " FROM generate_series(1, 5) i");
    }

    void run(String database, String... statements) throws SQLException {
        try (Connection connection = connections().open(database, "test");
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What initdb does of itself from 18 on. */
    void addChecksums() {
        servers.stop(DatabaseEngine.POSTGRESQL, NAME);
        call(programs.get(0).resolve("pg_checksums"), "--enable", "-D", data.toString());
        servers.start(DatabaseEngine.POSTGRESQL, NAME, Version.parse(from));
    }

    String ask(String database, String sql) throws SQLException {
        try (Connection connection = connections().open(database, "test")) {
            Sql.execute(connection, "SET search_path = public");
            return Sql.text(connection, sql);
        }
    }

    String sums() throws SQLException {
        return ask(
                "shop",
                "SELECT concat_ws(' ', (SELECT concat(count(*), ':', sum(hashtext(o::text)::int8)) FROM orders o),"
                        + " (SELECT concat(count(*), ':', sum(hashtext(c::text)::int8)) FROM customers c),"
                        + " (SELECT sum(total) FROM totals), (SELECT count(*) FROM notes),"
                        + " (SELECT last_value FROM orders_id_seq),"
                        + " (SELECT sum(length(data)) FROM pg_largeobject))");
    }

    /** The version to go to. */
    int to() {
        return to;
    }

    String version() throws SQLException {
        return ask("postgres", "SHOW server_version_num");
    }

    Connection connection(String database) {
        return connections().open(database, "test");
    }

    boolean wrongPasswordIsRefused() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        Instance other = instance.withPassword(SecretRef.file(wrong.toString()));
        try {
            new Connections(Side.SOURCE, other, SecretResolver.standard())
                    .open("postgres", "test")
                    .close();
            return false;
        } catch (UpgradeException | SQLException e) {
            return true;
        }
    }

    private Connections connections() {
        return new Connections(Side.SOURCE, instance, SecretResolver.standard());
    }

    UpgradeRequest.Builder request(int to) {
        return UpgradeRequest.builder(
                UpgradeMethod.IN_PLACE, instance, new UpgradeTarget.InPlace(NAME, Version.parse("" + to)));
    }

    UprevBuilder uprev() {
        return uprev(servers);
    }

    UprevBuilder uprev(InstanceController controller) {
        return Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .servers(controller)
                .approval(Approval.ALWAYS);
    }

    /** What is beside the data directory. */
    List<String> beside() throws IOException {
        try (Stream<Path> all = Files.list(data.getParent())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs a program of a server as the server itself runs. */
    static void call(Path program, String... arguments) {
        TOOLS.run(ToolCommand.of(program).arguments(arguments).build().launchedBy(PostgresServer.launcher()));
    }

    @Override
    public void close() {
        servers.remove(DatabaseEngine.POSTGRESQL, NAME);
    }
}
