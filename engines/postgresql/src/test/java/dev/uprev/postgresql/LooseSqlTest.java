package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooseSqlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "((x)::text = ANY ((ARRAY['a'::character varying, 'b c'::character varying])::text[]))"
                        + "| ((x)::text = ANY (ARRAY[('a'::character varying)::text, ('b c'::character varying)::text]))",
                "(-1) | '-1'::integer",
                "CHECK ((a > 0)) | CHECK (a > 0)",
                "SELECT t.a, t.\"B c\" FROM public.t WHERE (t.a > 1) | SELECT a, \"B c\" FROM public.t WHERE (a > 1)",
                "SELECT \"value\" FROM t | SELECT value FROM t",
                "'2 days'::interval day to second(3) | '2 days'",
                "('a'::timestamp(3) with time zone) | 'a'",
                "x::numeric(10,2)[] | x",
                "(c.address)::app.\"Odd T\"[] | c.address",
                "WITH (fillfactor='70') | WITH (fillfactor=70)",
                "(lower((a)::text)) | lower(a)",
                "(((a = 1) AND (b = 2)) AND (c = 3)) | ((a = 1) AND (b = 2) AND (c = 3))",
                "SELECT f((x)::text) AS a, (g(a.b)).c | SELECT f(x) AS a, (g(b)).c",
                "SELECT s.a FROM f() s(a, b) JOIN t ON (s.a = t.a) | SELECT s.a FROM f() s(a, b, c, d) JOIN t ON (s.a = t.a)",
                "((SELECT 1 UNION SELECT 2) UNION SELECT 3) | SELECT 1 UNION SELECT 2 UNION SELECT 3",
                "SELECT a FROM t WHERE (NOT t.a) | SELECT a FROM t WHERE (NOT a)",
                "SELECT 1 UNION SELECT 2 | SELECT 1 AS \"?column?\" UNION SELECT 2 AS \"?column?\"",
            })
    void passesOverWhatReleasesPrintDifferently(String one, String other) {
        assertThat(LooseSql.isEqual(one, other)).isTrue();
        assertThat(LooseSql.isEqual(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(a > 0) | (a >= 0)",
                "((a + b) * c) | (a + (b * c))",
                "'one' | 'two'",
                "'1' | '2'",
                "'-1'::integer | 1",
                "'it''s::text' | 'it''s::int'",
                "SELECT t.a FROM t, u | SELECT u.a FROM t, u",
                "\"A\" | a",
                "f(a, b) | f(a)",
                "(NOT (a AND b)) | ((NOT a) AND b)",
                "E'a\\\\b' | E'a\\\\c'",
                "x::text | y::text",
                "SELECT a | SELECT a AS b",
                "SELECT (f(a) + g(b)) | SELECT (f(a) + g(b, c))",
                "SELECT f(a) | SELECT f",
                "(((a = 1) OR (b = 2)) AND (c = 3)) | ((a = 1) OR ((b = 2) AND (c = 3)))",
            })
    void seesWhatIsDifferent(String one, String other) {
        assertThat(LooseSql.isEqual(one, other)).isFalse();
        assertThat(LooseSql.isEqual(other, one)).isFalse();
    }
}
