package dev.uprev.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uprev.error.UpgradeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String NASTY = "g\u00e9h'e\"i\\m+/&? %41$\uD83D\uDE00\t!";

    private final Redactor redactor = new Redactor();

    private Redactor knowing(String... values) {
        for (String value : values) {
            redactor.register(Secret.of(value));
        }
        return redactor;
    }

    static Stream<String> spellings() throws JsonProcessingException {
        String url = URLEncoder.encode(NASTY, StandardCharsets.UTF_8);
        String json = new ObjectMapper().writeValueAsString(NASTY);
        ObjectMapper ascii =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        return Stream.of(
                NASTY,
                url,
                url.replace("+", "%20"),
                url.toLowerCase(Locale.ROOT),
                url.replace("%21", "!").replace("%26", "&").replace("%24", "$").replace("%2F", "/"),
                json.substring(1, json.length() - 1),
                json.replace("/", "\\/").substring(1),
                ascii.writeValueAsString(NASTY),
                ascii.writeValueAsString(NASTY).toLowerCase(Locale.ROOT),
                ascii.writeValueAsString(ascii.writeValueAsString("an outer text: " + NASTY.replace("\t", ""))),
                "'" + NASTY.replace("'", "'\\''") + "'",
                "'" + NASTY.replace("'", "''") + "'",
                "\"" + NASTY.replaceAll("([\"\\\\$])", "\\\\$1") + "\"",
                NASTY.replaceAll("([^\\p{L}0-9\\uD83D\\uDE00\\t])", "\\\\$1"));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void knowsAValueInEverySpelling(String spelling) {
        String redacted = knowing(NASTY, NASTY.replace("\t", "")).redact("before<" + spelling + ">after");

        assertThat(redacted).startsWith("before<").endsWith(">after").contains("***");
        assertThat(redacted.replaceAll("[^a-z]", "")).isIn("beforeafter", "beforeanoutertextafter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:", "user1:", "user12:", "a longer text before it "})
    void knowsAValueInsideBase64(String before) {
        Redactor knowing = knowing("p\u00e4ssw\u00f6rt?>~4711");
        for (String after : List.of("", "x", "xy", "xyz and more")) {
            byte[] bytes = (before + "p\u00e4ssw\u00f6rt?>~4711" + after).getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getEncoder().withoutPadding())) {
                String encoded = encoder.encodeToString(bytes);
                String redacted = knowing.redact("<" + encoded + ">");
                // Of the secret's own characters at most one at each end may be left: they hold its neighbours' bits.
                int own = (before.length() * 8 + 5) / 6;
                assertThat(redacted)
                        .as(encoded)
                        .startsWith("<" + encoded.substring(0, own) + "***")
                        .hasSizeLessThan(encoded.length() - 15);
            }
        }
    }

    @Test
    void overlappingValuesLeaveNothing() {
        assertThat(knowing("abcdef", "defghi", "cdef").redact("-abcdefghi-abcdef-cdef-"))
                .isEqualTo("-***-***-***-");
        assertThat(knowing("aaaa").redact("-aaaaaa-")).isEqualTo("-***-");
    }

    @Test
    void aValueOfSeveralLinesIsKnownLineByLine() {
        Redactor knowing = knowing("-----BEGIN KEY-----\nMIIEabcd\nQ2Fz=\n-----END KEY-----\n");

        assertThat(knowing.redact("read MIIEabcd and Q2Fz= and {\"k\":\"-----BEGIN KEY-----\\nMIIEabcd\\nQ2Fz=\"}"))
                .isEqualTo("read *** and *** and {\"k\":\"***\\n***\\n***\"}");
    }

    @Test
    void aShortValueIsMaskedWhereItStandsAsAValueOnly() {
        assertThat(knowing("pg").redact("pg_dump: connecting as pg with password=pg to postgresql://pg:pg@pg/pg"))
                .isEqualTo("pg_dump: connecting as pg with password=*** to postgresql://pg:***@pg/pg");
    }

    @Test
    void aValueIsKnownUntilItIsForgottenAsOftenAsItWasRegistered() {
        try (Secret one = Secret.of("s3cret-value");
                Secret same = Secret.of("s3cret-value")) {
            redactor.register(one);
            redactor.register(same);
            redactor.forget(one);
            assertThat(redactor.redact("s3cret-value")).isEqualTo("***");
            redactor.forget(same);
            assertThat(redactor.redact("s3cret-value")).isEqualTo("s3cret-value");
            redactor.forget(same);
            redactor.register(one);
            assertThat(redactor.redact("s3cret-value")).isEqualTo("***");
            redactor.forgetAll();
            assertThat(redactor.redact("s3cret-value")).isEqualTo("s3cret-value");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "password=abc host=db1|password=*** host=db1",
                "PGPASSWORD=abc pg_dump|PGPASSWORD=*** pg_dump",
                "password='a b''c\\'d' host=db1|password='***' host=db1",
                "PASSWORD = \"a b\\\"c\", next|PASSWORD = \"***\", next",
                "{\"password\": \"a\\\"b\", \"x\": 1}|{\"password\": \"***\", \"x\": 1}",
                "{\\\"pwd\\\":\\\"abc\\\"}|{\\\"pwd\\\":***",
                "{password=abc}|{password=***",
                "password='never closed|password=***",
                "https://h/p?access_token=abc#x|https://h/p?access_token=***",
                "api_key: abc|api_key: ***",
                "client_secret=>abc|client_secret=>***",
                "--password abc --host db1|--password *** --host db1",
                "--password=abc --host db1|--password=*** --host db1",
                "CONFIG SET requirepass abc|CONFIG SET requirepass ***",
                "ALTER ROLE r PASSWORD 'a''b' LOGIN|ALTER ROLE r PASSWORD '***' LOGIN",
                "Authorization: Basic dTpw|Authorization: Basic ***",
                "\"authorization\": \"Bearer a.b.c\"|\"authorization\": \"Bearer ***\"",
                "postgresql://user:abc@db1/x|postgresql://user:***@db1/x",
                "redis://:abc@db1:6379/0|redis://:***@db1:6379/0",
                "mongodb://u:p/w@x@h1:27017,h2/?a=b|mongodb://u:***@h1:27017,h2/?a=b",
                "jdbc:postgresql://h/db?user=u&password=abc|jdbc:postgresql://h/db?user=u&password=***",
            })
    void masksWhatLooksLikeASecret(String text, String expected) {
        assertThat(redactor.redact(text)).isEqualTo(expected);
        assertThat(redactor.redact(expected)).as("redacted again").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL:  password authentication failed for user \"me\"",
                "password_encryption = scram-sha-256",
                "fe_sendauth: no password supplied",
                "Password: ",
                "password: env:DB_PASSWORD, \"password\": \"file:/run/secret\"",
                "pg_dump --password --host=db1",
                "unexpected token: \"x\" in line 3",
                "http://db1:9200/index/_doc/a@b",
                "mongodb://h1:27017,h2:27017/?replicaSet=a@b",
                "postgresql://user@db1:5432/x",
                "2026-01-01 12:00:00 copied 10 rows of \"public\".\"keys\": 100%",
                "CREATE TABLE t (password text NOT NULL)",
                ""
            })
    void leavesWhatIsNoSecret(String text) {
        assertThat(knowing("s3cret-value").redact(text)).isSameAs(text);
    }

    @Test
    void veryLongValuesDoNotOverflowTheStack() {
        String end = "x".repeat(300_000);

        assertThatCode(() -> {
                    redactor.redact("password='" + "a\\'".repeat(100_000) + end);
                    redactor.redact("PASSWORD '" + "a''".repeat(100_000) + end);
                    redactor.redact("password=\"" + "a\\\"".repeat(100_000) + end);
                    redactor.redact("postgresql://u:" + end);
                    redactor.redact("://".repeat(5_000) + end);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void anErrorWithoutSecretsStaysTheSame() {
        SQLException error = new SQLException("no such table", new IllegalStateException("why"));
        error.addSuppressed(new IllegalStateException("closing failed"));

        assertThat(knowing("s3cret-value").redact(error)).isSameAs(error);
    }

    @Test
    void anErrorIsRedactedInItsMessageCausesAndSuppressedOnes() {
        SQLException root = new SQLException("no login with s3cret-value");
        UpgradeException error = UpgradeException.failed("login-failed", "cannot log in with s3cret-value")
                .cause(new IllegalStateException(root))
                .fix("do not use s3cret-value");
        error.addSuppressed(new IllegalArgumentException("s3cret-value too"));

        UpgradeException redacted = knowing("s3cret-value").redact(error);

        StringWriter trace = new StringWriter();
        redacted.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain("s3cret-value")
                .contains("java.sql.SQLException: no login with ***");
        assertThat(redacted.code()).isEqualTo("login-failed");
        assertThat(redacted).hasMessage("cannot log in with ***; fix: do not use ***");
        assertThat(redacted.fix()).contains("do not use ***");
        assertThat(redacted.getStackTrace()).isEqualTo(error.getStackTrace());
        assertThat(redacted).hasRootCauseMessage("java.sql.SQLException: no login with ***");
        assertThat(redacted).rootCause().extracting(Throwable::getStackTrace).isEqualTo(root.getStackTrace());
        assertThat(redacted.getSuppressed()).hasSize(1);
    }

    @Test
    void aSecretInACauseAloneIsFoundToo() {
        Throwable redacted = knowing("s3cret-value")
                .redact(new IllegalStateException("outer", new SQLException("inner s3cret-value")));

        assertThat(redacted)
                .hasMessage("java.lang.IllegalStateException: outer")
                .isNotNull();
        assertThat(redacted).hasRootCauseMessage("java.sql.SQLException: inner ***");
    }

    @Test
    void errorsThatCauseOneAnotherDoNotHang() {
        IllegalStateException one = new IllegalStateException("s3cret-value");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);
        other.addSuppressed(one);

        assertThat(knowing("s3cret-value").redact(one)).hasMessage("java.lang.IllegalStateException: ***");
    }

    @Test
    void threadsMayRegisterAndRedactAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String value = "s3cret-value-" + i;
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 500; n++) {
                        try (Secret secret = Secret.of(value)) {
                            redactor.register(secret);
                            assertThat(redactor.redact("<" + value + ">")).isEqualTo("<***>");
                            redactor.forget(secret);
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(redactor.redact("<s3cret-value-0>")).isEqualTo("<s3cret-value-0>");
    }
}
