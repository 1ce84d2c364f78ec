package dev.uprev.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.uprev.error.UpgradeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretResolverTest {
    private final SecretResolver resolver =
            new StandardSecretResolver(Map.of("DB_PASSWORD", " s3cret\n", "EMPTY", "")::get);

    @TempDir
    Path folder;

    private SecretRef file(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return SecretRef.file(file.toString());
    }

    private String value(SecretRef reference) {
        try (Secret secret = resolver.resolve(reference)) {
            return secret.reveal();
        }
    }

    private void assertFails(SecretRef reference, String code, String why) {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> resolver.resolve(reference))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.fix()).isPresent())
                .withMessageStartingWith("cannot resolve the reference \"" + reference + "\": " + why);
    }

    @Test
    void anEnvironmentVariableIsTakenAsItIs() {
        assertThat(value(SecretRef.env("DB_PASSWORD"))).isEqualTo(" s3cret\n");
    }

    @Test
    void theStandardResolverReadsTheEnvironmentOfThisProcess() {
        try (Secret path = SecretResolver.standard().resolve(SecretRef.env("PATH"))) {
            assertThat(path.reveal()).contains("/bin");
        }
    }

    @Test
    void aMissingOrEmptyVariableIsNamed() {
        assertFails(SecretRef.env("ABSENT"), "secret-not-found", "the environment of this process has no variable");
        assertFails(SecretRef.env("EMPTY"), "secret-empty", "the variable is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "päss|päss",
                "päss\\n|päss",
                "päss\\r\\n|päss",
                "päss\\n\\n|päss\\n",
                " a b \\n| a b ",
                "a\\nb|a\\nb"
            })
    void aFileIsTakenLessOneLineBreak(String content, String expected) throws IOException {
        assertThat(value(file(content.translateEscapes()))).isEqualTo(expected.translateEscapes());
    }

    @Test
    void aMissingEmptyOrUnreadableFileIsNamed() throws IOException {
        assertFails(SecretRef.file(folder + "/absent"), "secret-not-found", "there is no such file");
        assertFails(file(""), "secret-empty", "the file is empty");
        assertFails(file("\n"), "secret-empty", "the file is empty");
        assertFails(SecretRef.file(folder.toString()), "secret-unreadable", "the file cannot be read (");
        assertFails(SecretRef.file("/dev/zero"), "secret-unreadable", "the file is larger than 65536 bytes");
        assertFails(SecretRef.file("a\0b"), "secret-unreadable", "the file cannot be read (");
        SecretRef latin = file("");
        Files.write(Path.of(latin.name()), "päss".getBytes(StandardCharsets.ISO_8859_1));
        assertFails(latin, "secret-unreadable", "the file is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource({"rw-------,false", "r--------,false", "rw-r-----,true", "rw----r--,true"})
    void aFileThatOthersMayReadIsReportedWithoutItsContent(String permissions, boolean reported) throws IOException {
        SecretRef reference = file("s3cret-4711");
        Files.setPosixFilePermissions(Path.of(reference.name()), PosixFilePermissions.fromString(permissions));
        PrintStream standardError = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            System.setErr(capture);
            assertThat(value(reference)).isEqualTo("s3cret-4711");
        } finally {
            System.setErr(standardError);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).contains("WARN")).isEqualTo(reported);
        assertThat(log.toString(StandardCharsets.UTF_8).contains(reference + " may be read by other users"))
                .isEqualTo(reported);
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("4711");
    }

    @Test
    void anUnknownSchemeIsAskedOfTheNextResolver() {
        SecretResolver both = resolver.orElse(
                SecretResolver.forScheme("vault", reference -> Secret.of("of vault: " + reference.name())));

        try (Secret fromVault = both.resolve(SecretRef.parse("vault:db/main"));
                Secret fromEnvironment = both.resolve(SecretRef.env("DB_PASSWORD"))) {
            assertThat(fromVault.reveal()).isEqualTo("of vault: db/main");
            assertThat(fromEnvironment.reveal()).isEqualTo(" s3cret\n");
        }
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> both.resolve(SecretRef.parse("other:x")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("unknown-secret-scheme"))
                .withMessageContaining("\"other:x\"");
    }

    @Test
    void aMissingSecretIsNotAskedOfTheNextResolver() {
        SecretResolver both = resolver.orElse(reference -> Secret.of("fallback"));

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> both.resolve(SecretRef.env("ABSENT")))
                .satisfies(e -> assertThat(e.code()).isEqualTo("secret-not-found"));
    }

    @Test
    void errorsOfAnotherKindPass() {
        SecretResolver failing = resolver.orElse(reference -> {
            throw new IllegalArgumentException("vault is sealed");
        });

        assertThatIllegalArgumentException().isThrownBy(() -> failing.resolve(SecretRef.parse("vault:x")));
    }

    @Test
    void aWatchedResolverMakesItsSecretsKnown() {
        Redactor redactor = new Redactor();

        resolver.watchedBy(redactor).resolve(SecretRef.env("DB_PASSWORD")).close();

        assertThat(redactor.redact("x s3cret\ny")).isEqualTo("x***y");
    }
}
