package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.error.UpgradeException;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole upgrades from 13 to 15 on real servers, and every bad input that the README speaks of. */
@RequiresServers
class UpgradeIT {
    private static PostgresServer source;
    private static String sums;
    private static Path tools;

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() throws Exception {
        tools = PostgresTools.bin(15);
        source = PostgresServer.start("13");
        ShopData.create(source, 200_000);
        sums = ShopData.sums(source);
    }

    @AfterAll
    static void end() {
        if (source != null) {
            source.close();
        }
    }

    private UpgradeRequest.Builder request(Instance from, Instance to) {
        return UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, from, new UpgradeTarget.Existing(to))
                .transfer(TransferSettings.DEFAULT.withSync(false))
                .option("tools", tools.toString());
    }

    private UprevBuilder uprev() {
        return Uprev.builder().journal(Journal.directory(folder.resolve("journal")));
    }

    @Test
    void everythingArrivesAndTheServicesAreRepointed() throws Exception {
        RecordingServices services = new RecordingServices();
        try (PostgresServer target = PostgresServer.start("15")) {
            Uprev uprev = uprev().services(services).build();
            UpgradePlan plan = uprev.plan(request(source.instance(), target.instance())
                    .services(ServiceSettings.of(new ServiceRef("web"), new ServiceRef("worker")))
                    .build());

            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
            assertThat(plan.steps().stream().map(Step::id))
                    .containsSubsequence(
                            "check-target",
                            "scale-services-to-zero",
                            "dump",
                            "restore",
                            "verify",
                            "repoint-services",
                            "scale-services-back");
            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.verification()).hasValueSatisfying(found -> {
                assertThat(found.isEqual()).isTrue();
                assertThat(found.records()).isGreaterThanOrEqualTo(201_000);
            });
            assertThat(ShopData.sums(target)).isEqualTo(sums);
            assertThat(services.calls)
                    .containsSubsequence("web 0", "worker 0", "web -> " + target.port(), "worker 2", "web 2");
        }
    }

    @Test
    void samePlanTwiceHasTheSameFingerprint() {
        try (PostgresServer target = PostgresServer.start("15")) {
            UpgradeRequest request =
                    request(source.instance(), target.instance()).build();

            UpgradePlan one = uprev().build().plan(request);
            UpgradePlan other = uprev().build().plan(request);

            assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
            assertThat(one.id()).isNotEqualTo(other.id());
        }
    }

    @Test
    void aStalePlanIsRefused() throws Exception {
        try (PostgresServer target = PostgresServer.start("15");
                PostgresServer from = PostgresServer.start("13")) {
            Uprev uprev = uprev().build();
            UpgradePlan plan =
                    uprev.plan(request(from.instance(), target.instance()).build());
            ShopData.execute(from, "postgres", "CREATE TABLE later (id int)");

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error())
                    .hasValueSatisfying(
                            error -> assertThat(error).contains("has changed since the plan was made", "fix:"));
        }
    }

    @Test
    void aTargetThatIsNotEmptyIsRefusedBeforeAnythingIsDone() throws Exception {
        try (PostgresServer target = PostgresServer.start("15")) {
            ShopData.execute(target, "postgres", "CREATE DATABASE shop");
            ShopData.execute(target, "shop", "CREATE TABLE precious (id int)");
            Uprev uprev = uprev().build();
            UpgradePlan plan =
                    uprev.plan(request(source.instance(), target.instance()).build());

            assertThat(plan.isExecutable()).isFalse();
            assertThatThrownBy(() -> uprev.execute(plan))
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("plan-has-blockers"))
                    .hasMessageContaining("target-not-empty")
                    .hasMessageContaining("fix:");
            assertThat(ShopData.psql(target, "shop", "SELECT count(*) FROM precious"))
                    .contains("0");
        }
    }

    @Test
    void aDowngradeIsRefused() {
        try (PostgresServer newer = PostgresServer.start("15")) {
            refused("ineligible", newer.instance(), source.instance());
        }
    }

    @Test
    void oneServerAsSourceAndTargetIsRefused() {
        refused("same-server", source.instance(), source.instance());
    }

    @Test
    void aClosedPortIsNamed() {
        Instance closed = Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:1").withUser("postgres");
        refused("cannot-connect", closed, source.instance());
    }

    @Test
    void anUnknownHostIsNamed() {
        Instance unknown = Instance.of(DatabaseEngine.POSTGRESQL, "no-such-host.invalid:5432")
                .withUser("postgres");
        refused("host-unknown", unknown, source.instance());
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() {
        String wrong = "wrong-canary-77";
        try (PostgresServer locked =
                PostgresServer.setup("13").password("right-canary-77").start()) {
            UpgradeRequest request = request(
                            Instance.of(DatabaseEngine.POSTGRESQL, "127.0.0.1:" + locked.port())
                                    .withUser("postgres")
                                    .withPassword(SecretRef.env("ANY")),
                            source.instance())
                    .build();

            assertThatThrownBy(() -> uprev().secrets(reference -> Secret.of(wrong))
                            .build()
                            .plan(request))
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("login-refused"))
                    .hasMessageNotContaining(wrong)
                    .hasMessageContaining("fix:");
        }
    }

    private void refused(String code, Instance from, Instance to) {
        assertThatThrownBy(() -> uprev().build().plan(request(from, to).build()))
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("fix:");
    }

    @Test
    void theTargetsDiskIsFullAndAllIsTakenBack() throws Exception {
        try (PostgresServer target = PostgresServer.setup("15").tmpfs(110).start()) {
            Uprev uprev = uprev().build();
            UpgradePlan plan =
                    uprev.plan(request(source.instance(), target.instance()).build());
            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error())
                    .hasValueSatisfying(error -> assertThat(error).contains("No space left on device", "fix:"));
            assertThat(ShopData.psql(target, "postgres", "SELECT datname FROM pg_database"))
                    .doesNotContain("shop");
            assertThat(ShopData.sums(source)).isEqualTo(sums);
        }
    }

    @Test
    void theSourceDiesInTheMiddleAndTheRunGoesOnLater() throws Exception {
        try (PostgresServer from = PostgresServer.start("13");
                PostgresServer target = PostgresServer.start("15")) {
            ShopData.create(from, 400_000);

            serverDies(from, target, "dump", from::kill, from::restart);

            // Not before: a crash sets sequences forward to the value that was logged ahead.
            assertThat(ShopData.sums(target)).isEqualTo(ShopData.sums(from));
        }
    }

    @Test
    void theTargetDiesInTheMiddleAndTheRunGoesOnLater() throws Exception {
        try (PostgresServer target = PostgresServer.start("15")) {
            serverDies(source, target, "restore", target::kill, target::restart);

            assertThat(ShopData.sums(target)).isEqualTo(sums);
        }
    }

    private void serverDies(PostgresServer from, PostgresServer to, String step, Runnable kill, Runnable restart) {
        AtomicBoolean killed = new AtomicBoolean();
        Uprev uprev = uprev().onFailure(FailurePolicy.HALT)
                .listener(whenBeyond(step, 10_000_000, () -> {
                    if (killed.compareAndSet(false, true)) {
                        kill.run();
                    }
                }))
                .build();
        UpgradePlan plan = uprev.plan(request(from.instance(), to.instance()).build());
        UpgradeReport first = uprev.execute(plan);
        assertThat(first.outcome()).as(first.summary()).isEqualTo(Outcome.FAILED);
        assertThat(first.error()).hasValueSatisfying(error -> assertThat(error).contains("fix:"));

        restart.run();
        UpgradeReport second = uprev.resume(plan.id());

        assertThat(second.outcome()).as(second.summary()).isEqualTo(Outcome.COMPLETED);
    }

    private static UpgradeListener whenBeyond(String step, long bytes, Runnable action) {
        return (UpgradeEvent event) -> {
            if (event instanceof StepProgressed progress && progress.step().equals(step) && progress.done() >= bytes) {
                action.run();
            }
        };
    }

    @Test
    void anArchiveThatWasAlteredOrCutOffIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path archive = folder.resolve("archive");
        try (PostgresServer target = PostgresServer.start("15")) {
            UpgradeRequest.Builder request =
                    request(source.instance(), target.instance()).archive(archive);
            Uprev uprev = uprev().build();
            UpgradeReport dumped =
                    uprev.execute(uprev.plan(request.scope(UpgradeScope.DUMP).build()));
            assertThat(dumped.outcome()).as(dumped.summary()).isEqualTo(Outcome.COMPLETED);
            UpgradeRequest restore = request.scope(UpgradeScope.RESTORE).build();
            Path data = largest(archive);
            byte[] whole = Files.readAllBytes(data);

            damage(data, whole, bytes -> bytes[bytes.length / 2] ^= 4);
            assertRefused(uprev.execute(uprev.plan(restore)), target);
            Files.write(data, Arrays.copyOf(whole, whole.length - 7));
            assertRefused(uprev.execute(uprev.plan(restore)), target);

            Files.write(data, whole);
            UpgradeReport restored = uprev.execute(uprev.plan(restore));
            assertThat(restored.outcome()).as(restored.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(ShopData.sums(target)).isEqualTo(sums);
        }
    }

    private static void assertRefused(UpgradeReport report, PostgresServer target) throws Exception {
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("do not restore from it"));
        assertThat(ShopData.psql(target, "postgres", "SELECT datname FROM pg_database; SELECT rolname FROM pg_roles"))
                .doesNotContain("shop");
    }

    private static void damage(Path file, byte[] whole, Consumer<byte[]> how) throws IOException {
        byte[] damaged = whole.clone();
        how.accept(damaged);
        Files.write(file, damaged);
    }

    private static Path largest(Path archive) throws IOException {
        try (Stream<Path> files = Files.list(archive.resolve("data"))) {
            return files.max(Comparator.comparing(UpgradeIT::size)).orElseThrow();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Services that do at once what they are told, and write it down. */
    private static final class RecordingServices implements ServiceController {
        private final List<String> calls = new ArrayList<>();
        private final Map<ServiceRef, Integer> counts = new HashMap<>();

        @Override
        public synchronized ServiceStatus status(ServiceRef service) {
            int count = counts.getOrDefault(service, 2);
            return new ServiceStatus(count, count);
        }

        @Override
        public synchronized void scale(ServiceRef service, int copies) {
            calls.add(service + " " + copies);
            counts.put(service, copies);
        }

        @Override
        public synchronized void repoint(ServiceRef service, Instance instance) {
            calls.add(service + " -> " + instance.address().port());
        }
    }
}
