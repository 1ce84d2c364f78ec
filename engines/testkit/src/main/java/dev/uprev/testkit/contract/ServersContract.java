package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.TransferSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts share: a filled older server, an empty newer one, and requests from the one to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServersContract {
    /** A password that must appear nowhere. */
    static final String PASSWORD = "canary-7f3a9c51";

    @TempDir
    Path folder;

    EngineUnderTest engine;
    ServerUnderTest source;
    ServerUnderTest target;
    SortedMap<String, String> full;
    SortedMap<String, String> empty;

    private final List<ServerUnderTest> started = new ArrayList<>();

    /** The engine that is put to the test. */
    protected abstract EngineUnderTest engine();

    @BeforeAll
    void startServers() {
        engine = engine();
        source = engine.startOlder(PASSWORD);
        started.add(source);
        target = engine.startNewer(PASSWORD);
        started.add(target);
        empty = target.contents();
        source.fill();
        full = source.contents();
        assertThat(full).as("the data, which must differ from none").isNotEqualTo(empty);
    }

    @BeforeEach
    void beginAnew() {
        if (!source.contents().equals(full)) {
            source.clear();
            source.fill();
            full = source.contents();
        }
        emptyTarget();
    }

    void emptyTarget() {
        if (!target.contents().equals(empty)) {
            target.clear();
        }
        assertHolds("the target at the beginning", target, empty);
    }

    @AfterAll
    void stopServers() {
        started.forEach(ServerUnderTest::close);
    }

    /** A request from source to target; many small frames, so that little data takes many steps. */
    UpgradeRequest.Builder request() {
        return request(source.instance(), target.instance());
    }

    UpgradeRequest.Builder request(Instance from, Instance to) {
        return request(UpgradeMethod.DUMP_AND_RESTORE, from, to);
    }

    UpgradeRequest.Builder request(UpgradeMethod method, Instance from, Instance to) {
        return request(method, from, new UpgradeTarget.Existing(to));
    }

    /** A request for an upgrade in place. */
    UpgradeRequest.Builder request(ServedUnderTest served) {
        return request(
                UpgradeMethod.IN_PLACE,
                served.server().instance(),
                new UpgradeTarget.InPlace(served.name(), served.target()));
    }

    private UpgradeRequest.Builder request(UpgradeMethod method, Instance from, UpgradeTarget to) {
        UpgradeRequest.Builder request = UpgradeRequest.builder(method, from, to)
                .transfer(new TransferSettings(2, 4096, 1, true, false))
                .archive(folder.resolve("archive"));
        engine.options().forEach(request::option);
        return request;
    }

    UprevBuilder uprev() {
        return uprev(folder.resolve("journal"));
    }

    UprevBuilder uprev(Path journal) {
        return Uprev.builder()
                .engines(engine.provider())
                .rules(engine.rules())
                .journal(Journal.directory(journal))
                .approval(Approval.ALWAYS);
    }

    /** Leaves everything as it is when a step fails. */
    UprevBuilder halting() {
        return uprev().onFailure(FailurePolicy.HALT);
    }

    /** As {@link Uprev#plan} would look at the servers, without anything that covers an engine's mistakes. */
    InspectionContext bareAccess() {
        return new InspectionContext(
                SecretResolver.standard(),
                ToolRunner.local(new Redactor()),
                InstantSource.system(),
                folder.resolve("archive"));
    }

    UpgradeReport carryOut(Uprev uprev, UpgradeRequest.Builder request) {
        return uprev.execute(executable(uprev.plan(request.build())));
    }

    static UpgradePlan executable(UpgradePlan plan) {
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return plan;
    }

    void assertCompleted(UpgradeReport report) {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
    }

    void assertMoved() {
        assertHolds("the target, read independently", target, full);
        assertSourceUntouched();
    }

    void assertSourceUntouched() {
        assertHolds("the source", source, full);
    }

    void assertTargetEmpty() {
        assertHolds("the target", target, empty);
    }

    /** Names the objects that differ. */
    static void assertHolds(String what, ServerUnderTest server, SortedMap<String, String> expected) {
        SortedMap<String, String> found = server.contents();
        SortedMap<String, String> differences = new TreeMap<>();
        for (SortedMap<String, String> side : List.of(found, expected)) {
            for (String object : side.keySet()) {
                if (!Objects.equals(found.get(object), expected.get(object))) {
                    differences.put(object, found.get(object) + " instead of " + expected.get(object));
                }
            }
        }
        assertThat(differences).as("objects that differ in " + what).isEmpty();
    }

    /** The error that a call ends with, which must be of that code and say what to do. */
    static UpgradeException refusal(String code, ThrowingCallable call) {
        UpgradeException refusal = catchThrowableOfType(UpgradeException.class, call);
        assertThat(refusal).as("an error " + code).isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.fix())
                .as("what to do about: " + refusal.getMessage())
                .isPresent();
        assertThat(refusal).hasMessageContaining("fix:");
        return refusal;
    }
}
