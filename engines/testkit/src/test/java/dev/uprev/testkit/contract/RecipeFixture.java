package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.Step;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.memory.MemoryEngine;
import dev.uprev.testkit.memory.MemoryInstances;
import dev.uprev.testkit.memory.MemoryServer;
import dev.uprev.testkit.memory.MemoryServices;
import java.nio.file.Path;
import java.util.List;

/** An older server with data, a newer one without, and two services that use the older one. */
final class RecipeFixture implements AutoCloseable {
    static final ServiceRef WEB = new ServiceRef("web");
    static final ServiceRef WORKER = new ServiceRef("worker");

    final MemoryServer source = MemoryServer.start("1.4");
    final MemoryServer target = MemoryServer.start("3.0");
    final MemoryInstances servers = new MemoryInstances();
    final MemoryServices services = new MemoryServices().with("web", 3, source).with("worker", 1, source);
    private final Path folder;

    RecipeFixture(Path folder) {
        this.folder = folder;
        servers.adopt("old", source);
        source.create("orders");
        source.index("orders", "number");
        for (int i = 0; i < 20; i++) {
            source.insert("orders", "order " + i);
        }
    }

    Journal journal() {
        return Journal.directory(folder.resolve("journal"));
    }

    UprevBuilder uprev() {
        return Uprev.builder()
                .engines(new MemoryEngine())
                .rules(MemoryEngine.rules())
                .services(services)
                .servers(servers)
                .approval(Approval.ALWAYS)
                .journal(journal());
    }

    UpgradeRequest.Builder request(UpgradeMethod method) {
        return request(method, new UpgradeTarget.Existing(target.instance()));
    }

    UpgradeRequest.Builder request(UpgradeMethod method, UpgradeTarget to) {
        return UpgradeRequest.builder(method, source.instance(), to).services(ServiceSettings.of(WEB, WORKER));
    }

    static UpgradePlan executable(UpgradePlan plan) {
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return plan;
    }

    static List<String> ids(UpgradePlan plan) {
        return plan.steps().stream().map(Step::id).toList();
    }

    UpgradeReport carryOut(Uprev uprev, UpgradeRequest.Builder request) {
        return uprev.execute(executable(uprev.plan(request.build())));
    }

    static void assertOutcome(Outcome outcome, UpgradeReport report) {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(outcome);
    }

    /** Does something when a step begins, and not when it is undone. */
    static UpgradeListener at(String step, Runnable action) {
        return event -> {
            if (event instanceof StepStarted started && started.step().equals(step) && !started.undo()) {
                action.run();
            }
        };
    }

    void assertServicesUse(Instance instance) {
        assertThat(services.address("web")).isEqualTo(instance.address());
        assertThat(services.address("worker")).isEqualTo(instance.address());
        assertThat(services.copies("web")).isEqualTo(3);
        assertThat(services.copies("worker")).isEqualTo(1);
    }

    @Override
    public void close() {
        servers.close();
        source.close();
        target.close();
    }
}
