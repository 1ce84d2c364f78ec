package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaScriptTest {
    private static final String START = """
            --
            -- PostgreSQL database dump
            --

            \\restrict abc

            -- Dumped from database version 13.23

            SET statement_timeout = 0;
            SET client_encoding = 'UTF8';
            SELECT pg_catalog.set_config('search_path', '', false);

            """;

    @TempDir
    private Path folder;

    @Test
    void entriesAreFoundWithWhatTheyNeed() throws IOException {
        SchemaScript script = read(START + """
            --
            -- TOC entry 12 (class 2615 OID 16443)
            -- Name: shop; Type: SCHEMA; Schema: -; Owner: me
            -- Data Pos: 0
            --

            CREATE SCHEMA shop;

            SET default_table_access_method = heap;

            --
            -- TOC entry 216 (class 1259 OID 17450)
            -- Dependencies: 12 7 12
            -- Name: or;ders; Type: TABLE; Schema: shop; Owner: postgres
            -- Data Pos: 0
            --

            CREATE TABLE shop."or;ders" (id int);


            -- Completed on 2026-11-23 06:16:52 UTC

            \\unrestrict abc

            """, StandardCharsets.UTF_8);
        assertThat(script.preamble()).isEqualTo("""
                        SET statement_timeout = 0;
                        SET client_encoding = 'UTF8';
                        SELECT pg_catalog.set_config('search_path', '', false);
                        """);
        assertThat(script.entries()).extracting(SchemaEntry::id).containsExactly(12, 216);
        SchemaEntry table = script.entries().get(1);
        assertThat(table.type()).isEqualTo("TABLE");
        assertThat(table.schema()).isEqualTo("shop");
        assertThat(table.name()).isEqualTo("or;ders");
        assertThat(table.dependsOn()).containsExactly(12, 7);
        assertThat(text(script, table))
                .startsWith("SET default_table_access_method = heap;")
                .contains("CREATE TABLE shop.\"or;ders\" (id int);")
                .doesNotContain("restrict");
        assertThat(text(script, script.entries().get(0))).contains("CREATE SCHEMA shop;");
    }

    @Test
    void whatAnObjectSaysOfItselfIsNoHeading() throws IOException {
        String lie = "--\n-- TOC entry 99 (class 1259 OID 1)\n-- Name: a; Type: TABLE; Schema: b; Owner: c\n--\n";
        SchemaScript script = read(
                START
                        + "--\n-- TOC entry 5 (class 0 OID 0)\n"
                        + "-- Name: x; Type: TABLE; Schema: y; Owner: z; Type: COMMENT; Schema: s; Owner: o\n--\n\n"
                        + "COMMENT ON TABLE x IS 'it''s\n" + lie + "\\connect other\n';\n"
                        + "CREATE FUNCTION f() AS $_$\n" + lie + "'$_$;\n\n",
                StandardCharsets.UTF_8);
        assertThat(script.entries()).hasSize(1);
        SchemaEntry entry = script.entries().get(0);
        assertThat(entry.type()).isEqualTo("COMMENT");
        assertThat(entry.name()).isEqualTo("x; Type: TABLE; Schema: y; Owner: z");
        assertThat(text(script, entry)).contains(lie, "\\connect other\n';");
    }

    @Test
    void statisticsAreEntriesToo() throws IOException {
        SchemaScript script = read(START + """
            --
            -- TOC entry 2985 (class 0 OID 0)
            -- Dependencies: 209 2977
            -- Statistics for Name: events; Type: STATISTICS DATA; Schema: public; Owner: -
            -- Data Pos: 0
            --

            SELECT * FROM pg_catalog.pg_restore_relation_stats(
            \t'relname', 'events'
            );

            """, StandardCharsets.UTF_8);
        SchemaEntry entry = script.entries().get(0);
        assertThat(entry.id()).isEqualTo(2985);
        assertThat(entry.type()).isEqualTo("STATISTICS DATA");
        assertThat(entry.schema()).isEqualTo("public");
        assertThat(entry.name()).isEqualTo("events");
        assertThat(entry.dependsOn()).containsExactly(209, 2977);
    }

    @Test
    void commandsOfPsqlEndAnEntry() throws IOException {
        SchemaScript script = read(
                START
                        + "--\n-- TOC entry 7 (class 1262 OID 5)\n-- Name: shop; Type: DATABASE; Schema: -; Owner: o\n"
                        + "--\n\nCREATE DATABASE shop;\n\n\\unrestrict abc\n\\connect \"it's\"\n\\restrict abc\n\n"
                        + "SET client_encoding = 'UTF8';\n\n"
                        + "--\n-- TOC entry 8 (class 0 OID 0)\n-- Name: t; Type: TABLE; Schema: s; Owner: o\n--\n\nX;\n",
                StandardCharsets.UTF_8);
        assertThat(text(script, script.first("DATABASE").orElseThrow()).trim()).isEqualTo("CREATE DATABASE shop;");
        assertThat(text(script, script.first("TABLE").orElseThrow()).trim()).isEqualTo("X;");
    }

    @Test
    void namesAreReadInTheEncodingOfTheScript() throws IOException {
        Charset latin = StandardCharsets.ISO_8859_1;
        SchemaScript script = read(
                START.replace("UTF8", "LATIN1")
                        + "--\n-- TOC entry 7 (class 1259 OID 5)\n-- Name: Straße; Type: TABLE; Schema: ö; Owner: o\n"
                        + "--\n\nCREATE TABLE Straße;\n",
                latin);
        SchemaEntry entry = script.entries().get(0);
        assertThat(entry.name()).isEqualTo("Straße");
        assertThat(new String(script.statements(entry), latin)).contains("CREATE TABLE Straße;");
    }

    private SchemaScript read(String text, Charset charset) throws IOException {
        Path file = folder.resolve("script.sql");
        Files.write(file, text.getBytes(charset));
        return SchemaScript.read(file);
    }

    private static String text(SchemaScript script, SchemaEntry entry) throws IOException {
        return new String(script.statements(entry), StandardCharsets.UTF_8);
    }

    @Test
    void encodingsHaveTheirJavaNames() {
        assertThat(List.of(
                        "UTF8", "LATIN1", "LATIN9", "WIN1252", "WIN866", "ISO_8859_5", "EUC_JP", "KOI8R", "SQL_ASCII"))
                .extracting(name -> Encodings.charset(name).name())
                .containsExactly(
                        "UTF-8",
                        "ISO-8859-1",
                        "ISO-8859-15",
                        "windows-1252",
                        "IBM866",
                        "ISO-8859-5",
                        "EUC-JP",
                        "KOI8-R",
                        "ISO-8859-1");
    }
}
