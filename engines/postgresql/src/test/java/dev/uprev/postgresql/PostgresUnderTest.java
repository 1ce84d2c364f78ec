package dev.uprev.postgresql;

import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.testkit.contract.Damage;
import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** A PostgreSQL server for the contracts, read and damaged by statements of their own. */
final class PostgresUnderTest implements ServerUnderTest {
    private static final String SHOP = "shop";
    /** Who the applications log in as. */
    private static final String KEEPER = "shopkeeper";

    /** By name, all that replication leaves in a database or a server, and what keeps clients out. */
    private static final List<String> TRACES = List.of(
            "SELECT 'slot ' || slot_name FROM pg_replication_slots",
            "SELECT 'publication ' || pubname FROM pg_publication",
            "SELECT 'subscription ' || subname FROM pg_subscription",
            "SELECT 'origin ' || roname FROM pg_replication_origin",
            "SELECT 'setting of ' || coalesce(setrole::regrole::text, '') || ' ' || array_to_string(setconfig, ',')"
                    + " FROM pg_db_role_setting",
            "SELECT 'closed database ' || datname FROM pg_database"
                    + " WHERE NOT datistemplate AND (NOT datallowconn OR datconnlimit <> -1)",
            "SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'uprev%'");

    private static final String OWN_DATABASES =
            "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY 1";
    private static final String OWN_ROLES =
            "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres' ORDER BY 1";
    private static final String OWN_SCHEMAS = "nspname !~ '^pg_' AND nspname <> 'information_schema'";

    /** Each gives a name and a text of objects of a database. */
    private static final List<String> OBJECTS = List.of(
            "SELECT 'schema ' || nspname, pg_get_userbyid(nspowner) || coalesce(nspacl::text, '')"
                    + " FROM pg_namespace WHERE nspname <> 'public' AND " + OWN_SCHEMAS, // whose owner changed in 15
            "SELECT 'class ' || c.oid::regclass, relkind::text || relpersistence::text || coalesce(obj_description(c.oid), '')"
                    + " || (SELECT coalesce(string_agg(attname || format_type(atttypid, atttypmod) || attnotnull::text, ','"
                    + " ORDER BY attnum), '') FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0)"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE " + OWN_SCHEMAS,
            "SELECT 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
                    + " JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE "
                    + OWN_SCHEMAS,
            "SELECT 'constraint ' || conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
                    + " JOIN pg_namespace n ON n.oid = connamespace WHERE " + OWN_SCHEMAS,
            "SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'",
            "SELECT 'function ' || p.oid::regprocedure, md5(prosrc) FROM pg_proc p"
                    + " JOIN pg_namespace n ON n.oid = pronamespace WHERE " + OWN_SCHEMAS,
            "SELECT 'large object ' || oid, md5(lo_get(oid)) FROM pg_largeobject_metadata");

    private static final String RELATIONS = "SELECT c.oid::regclass::text, relkind FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'm', 'S') AND " + OWN_SCHEMAS;

    /**
     * Where a server is, and who ends it and starts it.
     *
     * @param jdbcUrl the address of a database, with the user postgres
     */
    record Host(Instance instance, UnaryOperator<String> jdbcUrl, Runnable kill, Runnable restart, Runnable close) {
        static Host of(PostgresServer server) {
            return new Host(server.instance(), server::jdbcUrl, server::kill, server::restart, server::close);
        }

        @Override
        public String toString() {
            return "PostgreSQL at " + instance.address();
        }
    }

    private final Host server;
    private final String password;

    PostgresUnderTest(Host server, String password) {
        this.server = server;
        this.password = password;
    }

    static PostgresUnderTest start(String version, String password) {
        return new PostgresUnderTest(
                Host.of(PostgresServer.setup(version).password(password).start()), password);
    }

    @Override
    public Instance instance() {
        return server.instance();
    }

    @Override
    public Version version() {
        String version = rows("postgres", "SHOW server_version").get(0).get(0);
        return Version.parse(version.replaceFirst(" .*", ""));
    }

    @Override
    public void fill() {
        in(
                "postgres",
                "CREATE ROLE " + KEEPER + " LOGIN PASSWORD '" + ScramVerifier.of(password) + "'",
                "CREATE DATABASE " + SHOP + " OWNER " + KEEPER);
        // From 15 on initdb gives the schema to somebody else, and fewer rights to all.
        for (String database : List.of("postgres", SHOP)) {
            in(database, "ALTER SCHEMA public OWNER TO postgres", "GRANT ALL ON SCHEMA public TO PUBLIC");
        }
        in(
                SHOP,
                "CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL)",
                "INSERT INTO customers SELECT i, 'Kundin ' || i || ' äöü' FROM generate_series(1, 500) i",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, customer int REFERENCES customers,"
                        + " total numeric(12,2), ratio float8, placed timestamptz, photo bytea)",
                "INSERT INTO orders (customer, total, ratio, placed, photo) SELECT 1 + i % 500, i / 7.0, i / 7.0::float8,"
                        + " '2020-01-01'::timestamptz + i * interval '1 minute', decode(md5(i::text), 'hex')"
                        + " FROM generate_series(1, 3000) i",
                "CREATE INDEX orders_placed ON orders (placed)",
                "CREATE TABLE words (word text)",
                "INSERT INTO words SELECT 'word ' || i % 5 FROM generate_series(1, 2000) i",
                "CREATE TABLE \"Größe \"\"A\"\"\" (id int GENERATED ALWAYS AS IDENTITY, note text)",
                "INSERT INTO \"Größe \"\"A\"\"\" (note) VALUES ('x'), (NULL)",
                "COMMENT ON TABLE words IS 'twice and more'",
                "GRANT INSERT ON words TO " + KEEPER,
                "CREATE VIEW totals AS SELECT customer, sum(total) AS total FROM orders GROUP BY customer",
                "CREATE MATERIALIZED VIEW best AS SELECT * FROM totals ORDER BY total DESC LIMIT 3",
                "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * $1'",
                "CREATE SEQUENCE tickets START 1000",
                "SELECT nextval('tickets')",
                "SELECT lo_from_bytea(770000 + i, decode(repeat('c0ffee', 1000), 'hex')) FROM generate_series(1, 3) i",
                // else a crash would set sequences forward, to the value that was logged ahead
                "CHECKPOINT");
    }

    @Override
    public void clear() {
        rows("postgres", OWN_DATABASES)
                .forEach(row -> in("postgres", "DROP DATABASE " + quoted(row.get(0)) + " WITH (FORCE)"));
        rows("postgres", OWN_ROLES).forEach(row -> in("postgres", "DROP ROLE " + quoted(row.get(0))));
    }

    @Override
    public SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        rows("postgres", OWN_ROLES).forEach(row -> contents.put("role " + row.get(0), ""));
        for (List<String> database : rows("postgres", OWN_DATABASES)) {
            contents.put("database " + database.get(0), "");
            read(database.get(0), contents);
        }
        read("postgres", contents);
        return contents;
    }

    private void read(String database, SortedMap<String, String> contents) {
        String prefix = database + ": ";
        try (Connection connection = connect(database)) {
            for (String query : OBJECTS) {
                rows(connection, query).forEach(row -> contents.put(prefix + row.get(0), row.get(1)));
            }
            for (List<String> relation : rows(connection, RELATIONS)) {
                String name = relation.get(0);
                String sum = relation.get(1).equals("S")
                        ? "SELECT last_value, is_called FROM " + name
                        : "SELECT count(*), md5(string_agg(t::text, ',' ORDER BY t::text)) FROM " + name + " t";
                contents.put(
                        prefix + "content of " + name, rows(connection, sum).toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("in " + database + " of " + server, e);
        }
    }

    @Override
    public void write(String record) {
        try (Connection connection = connect(SHOP, KEEPER);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO words VALUES (?)")) {
            insert.setString(1, record);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("as " + KEEPER + " on " + server, e);
        }
    }

    @Override
    public SortedSet<String> traces() {
        SortedSet<String> traces = new TreeSet<>();
        List<List<String>> databases = new ArrayList<>(rows("postgres", OWN_DATABASES));
        databases.add(List.of("postgres"));
        for (List<String> database : databases) {
            TRACES.forEach(query ->
                    rows(database.get(0), query).forEach(row -> traces.add(database.get(0) + ": " + row.get(0))));
        }
        return traces;
    }

    @Override
    public List<Damage> damages() {
        return List.of(
                damage("a lost row", true, "words", "DELETE FROM words WHERE ctid = '(0,7)'"),
                damage("a row twice", true, "words", "INSERT INTO words VALUES ('word 3')"),
                damage(
                        "a flipped byte",
                        false,
                        "orders",
                        "UPDATE orders SET photo = set_byte(photo, 3, get_byte(photo, 3) # 1) WHERE id = 1500"),
                damage("NULL instead of a text", false, "Größe", "UPDATE \"Größe \"\"A\"\"\" SET note = NULL"),
                damage("a missing index", true, "orders_placed", "DROP INDEX orders_placed"),
                damage(
                        "a missing constraint",
                        true,
                        "orders",
                        "ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey"),
                damage("a sequence off by one", true, "tickets", "SELECT nextval('tickets')"),
                damage("a missing view", true, "totals", "DROP VIEW totals CASCADE"),
                damage(
                        "a changed large object",
                        false,
                        "large object",
                        "SELECT lo_put((SELECT min(oid) FROM pg_largeobject_metadata), 100, '\\x00')"));
    }

    private Damage damage(String name, boolean seenByCount, String mentions, String sql) {
        return new Damage(name, seenByCount, mentions, () -> in(SHOP, sql));
    }

    @Override
    public void kill() {
        server.kill().run();
    }

    @Override
    public void restart() {
        server.restart().run();
    }

    @Override
    public void close() {
        server.close().run();
    }

    private Connection connect(String database) throws SQLException {
        return connect(database, "postgres");
    }

    private Connection connect(String database, String user) throws SQLException {
        Properties login = new Properties();
        login.setProperty("password", password);
        login.setProperty("options", "-c timezone=UTC");
        return DriverManager.getConnection(
                server.jdbcUrl().apply(database).replace("user=postgres", "user=" + user), login);
    }

    private void in(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("in " + database + " of " + server, e);
        }
    }

    private List<List<String>> rows(String database, String sql) {
        try (Connection connection = connect(database)) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " in " + database + " of " + server, e);
        }
    }

    private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
