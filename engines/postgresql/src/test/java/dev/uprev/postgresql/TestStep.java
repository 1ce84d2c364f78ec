package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Progress;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/** What a step runs in, without an executor around it: a test may stop it, and look at what it has reported. */
final class TestStep implements StepContext {
    final List<Finding> findings = new ArrayList<>();
    final List<Verification> verifications = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    ObjLongConsumer<String> onProgress = (item, bytes) -> {};
    /** Answers {@link #otherStepEnded}. */
    BooleanSupplier otherEnded = () -> false;

    private final Map<String, String> journal = new ConcurrentHashMap<>();
    private final Path folder;
    private final PlanContext plan;

    private TestStep(Path folder, PlanContext plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** A dump of the source for a target of this major, whose tools are in that folder. */
    static TestStep dump(
            Path folder, Instance source, String major, Path tools, UnaryOperator<UpgradeRequest.Builder> more)
            throws IOException {
        Instance nowhere = Instance.of(source.engine(), "127.0.0.1:1");
        return upgrade(folder, source, nowhere, major, tools, request -> more.apply(request.scope(UpgradeScope.DUMP)));
    }

    /** A dump of the source and a restore into the target. */
    static TestStep upgrade(
            Path folder,
            Instance source,
            Instance target,
            String major,
            Path tools,
            UnaryOperator<UpgradeRequest.Builder> more)
            throws IOException {
        UpgradeRequest request = more.apply(UpgradeRequest.builder(
                                UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target))
                        .option("tools", tools.toString()))
                .build();
        InstanceFacts facts = new PostgresqlInspector()
                .inspect(
                        source,
                        request,
                        new InspectionContext(
                                SecretResolver.standard(),
                                ToolRunner.local(new Redactor()),
                                InstantSource.system(),
                                folder));
        VersionPath path = new VersionPath(List.of(facts.version(), Version.parse(major)));
        Files.createDirectories(folder.resolve("work"));
        return new TestStep(folder, new PlanContext(request, path, facts, Optional.empty()));
    }

    @Override
    public PlanContext plan() {
        return plan;
    }

    @Override
    public Instance target() {
        return ((UpgradeTarget.Existing) plan.request().target()).instance();
    }

    @Override
    public Path workDirectory() {
        return folder.resolve("work");
    }

    @Override
    public SecretResolver secrets() {
        return SecretResolver.standard();
    }

    @Override
    public ToolRunner tools() {
        return ToolRunner.local(new Redactor());
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (cancellation.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            cancellation.check();
        }
    }

    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public void total(long amount, String unit) {}

            @Override
            public void advance(String item, long amount) {
                onProgress.accept(item, amount);
            }
        };
    }

    @Override
    public void remember(String key, String value) {
        journal.put(key, value);
    }

    @Override
    public Optional<String> recall(String key) {
        return Optional.ofNullable(journal.get(key));
    }

    @Override
    public synchronized void report(Finding finding) {
        findings.add(finding);
    }

    @Override
    public synchronized void report(Verification verification) {
        verifications.add(verification);
    }

    @Override
    public boolean otherStepEnded() {
        return otherEnded.getAsBoolean();
    }
}
