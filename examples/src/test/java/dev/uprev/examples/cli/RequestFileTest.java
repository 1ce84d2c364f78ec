package dev.uprev.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFileTest {
    private static final Path SAMPLE = Path.of("request.yaml");

    private static final String SMALL = """
            engine: postgresql
            method: dump-and-restore
            source:
              address: db1:5432
            target:
              address: db2:5432
            """;

    @TempDir
    private Path temp;

    @Test
    void theSampleBecomesARequest() {
        UpgradeRequest request = new Requests(RequestFile.read(SAMPLE)).request(UpgradeScope.WHOLE);

        assertThat(request.engine()).isEqualTo(DatabaseEngine.POSTGRESQL);
        assertThat(request.method()).isEqualTo(UpgradeMethod.DUMP_AND_RESTORE);
        assertThat(request.source().address().toString()).isEqualTo("db1.example.org:5432");
        assertThat(request.source().password()).contains(SecretRef.env("OLD_DB_PASSWORD"));
        assertThat(request.source().tls().mode()).isEqualTo(TlsSettings.Mode.VERIFY_HOST);
        assertThat(request.target()).isInstanceOfSatisfying(UpgradeTarget.Create.class, target -> {
            assertThat(target.name()).isEqualTo("shop-db");
            assertThat(target.version()).isEqualTo(Version.parse("17"));
            assertThat(target.settings()).containsEntry("shared_buffers", "512MB");
        });
        assertThat(request.services().services()).containsExactly(new ServiceRef("orders"), new ServiceRef("payments"));
        assertThat(request.services().deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(request.archive()).contains(Path.of("/var/lib/uprev/archive"));
        assertThat(request.verification()).isEqualTo(VerificationLevel.CONTENT);
        assertThat(request.transfer().withJobs(1)).isEqualTo(TransferSettings.DEFAULT.withJobs(1));
        assertThat(request.option("databases")).contains("shop, \"Old shop\"");
    }

    /** A field that nobody shows is a field that nobody finds. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                RequestFile.class,
                RequestFile.Server.class,
                RequestFile.Tls.class,
                RequestFile.Target.class,
                RequestFile.Services.class,
                RequestFile.Transfer.class,
                RequestFile.Local.class
            })
    void theSampleShowsEachField(Class<?> part) throws IOException {
        String sample = Files.readString(SAMPLE);
        for (RecordComponent field : part.getRecordComponents()) {
            String name = field.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            assertThat(sample).containsPattern("(?m)^ *" + name + ":");
        }
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfTheLibrary() throws IOException {
        UpgradeRequest request = new Requests(read(SMALL)).request(UpgradeScope.WHOLE);
        assertThat(request)
                .isEqualTo(UpgradeRequest.builder(request.method(), request.source(), request.target())
                        .build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    engine: postgresql        | engine: oracle-s3cret      | line 1 at engine         | one of postgresql, mongodb, redis, elasticsearch is expected
                    method: dump-and-restore  | method: s3cret             | line 2 at method         | one of dump-and-restore, replication, in-place is expected
                    address: db2:5432         | adress: s3cret             | line 6 at target.adress  | no such field; there are address, create, options, password, server, settings, tls, user, version
                    address: db1:5432         | user: s3cret               | source                   | address is missing
                    address: db1:5432         | address:                   | at source.address        | it has no value
                    address: db2:5432         | version: s3cret            | line 6 at target.version | a version
                    target:                   | transfer: s3cret           | line 5 at transfer       | a group of fields is expected
                    target:                   | transfer: {jobs: s3cret}   | line 5 at transfer.jobs  | a whole number is expected
                    target:                   | transfer: {sync: s3cret}   | line 5 at transfer.sync  | true or false is expected
                    target:                   | verification: s3cret       | line 5 at verification   | one of none, quick, content is expected
                    target:                   | rules: s3cret              | line 5 at rules          | one of standard, vendor is expected
                    source:                   | source: s3cret             | line                     | fix: write it like examples/request.yaml
                    target:                   | target                     | line                     | not YAML
                    address: db2:5432         | password: s3cret           | line 6 at target.password | a reference to a secret, env:NAME or file:PATH, is expected
                    address: db2:5432         | tls: {mode: s3cret}        | line 6 at target.tls.mode | one of disabled, required, verify-authority, verify-host is expected
                    """)
    void whatCannotBeReadIsNamedWithItsPlaceAndNeverWithItsValue(
            String good, String bad, String where, String expected) {
        String text = SMALL.replaceFirst("(?m)" + good + "$", bad);
        assertThat(text).isNotEqualTo(SMALL);
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining(where)
                .hasMessageContaining(expected)
                .hasMessageContaining("fix: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void anUnreadableFileEndsTheProgramWith1() {
        CommandLineResult result =
                CommandLineResult.of("plan", temp.resolve("none.yaml").toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("cannot read the request").contains("fix: ");
    }

    private RequestFile read(String text) throws IOException {
        return RequestFile.read(Files.writeString(temp.resolve("request.yaml"), text));
    }
}
