package dev.uprev.postgresql;

import static dev.uprev.postgresql.PreflightScene.codes;
import static dev.uprev.postgresql.PreflightScene.run;
import static dev.uprev.postgresql.PreflightScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What later releases have removed is found on an old source, and only where the upgrade passes that release. */
@RequiresServers
class RemovedFeaturesIT {
    private static PostgresServer server;

    @BeforeAll
    static void fillServer() throws SQLException {
        server = PostgresServer.start("9.6");
        run(
                server,
                "postgres",
                "CREATE TABLE old_times (a abstime, r reltime[], t tinterval)",
                "CREATE DOMAIN old_domain AS abstime",
                "CREATE FUNCTION old_function(reltime) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW old_cast AS SELECT now()::abstime::text AS x",
                "CREATE TABLE with_oids (a int) WITH OIDS",
                "CREATE TABLE strange AS SELECT 'x'::unknown AS u",
                "CREATE FUNCTION blind(opaque) RETURNS opaque LANGUAGE internal AS 'int4in'",
                "CREATE OPERATOR !!! (LEFTARG = bigint, PROCEDURE = numeric_fac)",
                "CREATE AGGREGATE collect(anyelement) (SFUNC = array_append, STYPE = anyarray, INITCOND = '{}')",
                "CREATE AGGREGATE fine(int) (SFUNC = array_append, STYPE = int[], INITCOND = '{}')",
                "CREATE FUNCTION convert_own(int, int, cstring, internal, int) RETURNS void STRICT LANGUAGE c"
                        + " AS '$libdir/utf8_and_iso8859_1', 'iso8859_1_to_utf8'",
                "CREATE CONVERSION own FOR 'LATIN1' TO 'UTF8' FROM convert_own",
                "CREATE CONVERSION fine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                "CREATE VIEW factorial AS SELECT 5::bigint ! AS x",
                "CREATE VIEW inside AS SELECT point '(1,1)' @ box '((0,0),(2,2))' AS x",
                "CREATE TABLE walled (x text DEFAULT pg_current_xlog_location()::text,"
                        + " CHECK (pg_xlogfile_name('0/1') <> x))",
                "CREATE VIEW waits AS SELECT sent_location FROM pg_stat_replication",
                "CREATE VIEW has_oids AS SELECT relname FROM pg_class WHERE relhasoids",
                "CREATE VIEW harmless AS SELECT relname, now() FROM pg_class",
                "CREATE FUNCTION backup() RETURNS text LANGUAGE sql AS 'SELECT pg_start_backup(''x'')::text'",
                "CREATE SCHEMA own",
                "CREATE FUNCTION own.pg_switch_xlog() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW own_function AS SELECT own.pg_switch_xlog()");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown-type           | public.strange.u",
                "with-oids              | public.with_oids",
                "removed-type           | domain public.old_domain, function public.old_function, public.old_times.a,"
                        + " public.old_times.r, public.old_times.t",
                "opaque-function        | function public.blind",
                "postfix-operator       | public.!!! (bigint)",
                "polymorphic-function   | aggregate public.collect(anyelement)",
                "user-conversion        | public.own",
                "removed-builtin        | view public.old_cast",
                "removed-builtin        | view public.factorial, view public.inside",
                "removed-builtin        | default of public.walled",
                "removed-builtin        | view public.waits",
                "removed-builtin        | view public.has_oids",
                "removed-builtin-in-function | public.backup",
            })
    void isFound(String code, String seen) {
        assertThat(texts(findings("18"), code)).anyMatch(text -> text.contains(seen));
    }

    @Test
    void whatIsFineIsNotFound() {
        assertThat(findings("18").toString()).doesNotContain("harmless", "own_function", "fine", "pg_switch_xlog");
    }

    @Test
    void aShorterWayPassesLess() {
        assertThat(codes(findings("10"))).contains("unknown-type", "removed-builtin");
        assertThat(codes(findings("10")))
                .doesNotContain("with-oids", "removed-type", "opaque-function", "postfix-operator");
        assertThat(codes(findings("12"))).contains("with-oids", "removed-type");
        assertThat(codes(findings("12"))).doesNotContain("opaque-function", "polymorphic-function");
    }

    @Test
    void columnsThatChangedBefore96AreFoundOn92() throws SQLException {
        try (PostgresServer ancient = PostgresServer.start("9.2")) {
            run(
                    ancient,
                    "postgres",
                    "CREATE VIEW waiting AS SELECT waiting FROM pg_stat_activity",
                    "CREATE ROLE pg_own",
                    "CREATE TABLE with_oids (a int) WITH OIDS");
            List<Finding> findings = new PreflightScene(ancient.instance(), "18").dump();
            assertThat(texts(findings, "removed-builtin"))
                    .singleElement()
                    .asString()
                    .contains("view public.waiting");
            assertThat(codes(findings)).contains("reserved-role", "with-oids");
        }
    }

    private static List<Finding> findings(String target) {
        return new PreflightScene(server.instance(), target).dump();
    }
}
