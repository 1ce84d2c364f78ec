package dev.uprev.examples.demo;

import dev.uprev.Uprev;
import dev.uprev.examples.cli.LiveProgress;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.UpgradeReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The story of the demo, told while it happens. */
final class Demo {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final Leftovers leftovers;
    private final Path folder;
    private final Play play;
    private final Shop shop;
    private final Stage stage;
    private final StoppableRun run;
    private final ShopServices services;
    private final Uprev uprev;
    private long earlierCopies;

    /** Starts the old server; all that is started by the demo is handed over to the leftovers. */
    Demo(PrintWriter out, Leftovers leftovers, Play play) throws IOException {
        this.out = out;
        this.leftovers = leftovers;
        this.play = play;
        this.shop = play.shop();
        this.folder = leftovers.add(TemporaryFolder.create()).path();
        this.stage = leftovers.add(play.stage(folder));
        this.run = leftovers.add(new StoppableRun());
        this.services = leftovers.add(new ShopServices(folder, shop.programs()));
        this.uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .services(services)
                .servers(stage.controller())
                .listener(LiveProgress.to(out))
                .approval(Approval.ALWAYS)
                .build();
    }

    /** Returns whether all that was promised has come true. */
    boolean tell(int records) throws Exception {
        openTheShop(records);
        UpgradeReport report = upgrade();
        if (!report.isCompleted()) {
            return false;
        }
        boolean proven = prove() && finish(report);
        leftovers.close();
        chapter("All servers and services of the demo are stopped, and %s is deleted", folder);
        return proven;
    }

    private void openTheShop(int records) throws Exception {
        chapter("A shop on %s", stage.title());
        Instance old = stage.oldServer();
        shop.fill(old, records);
        show("old", old, Look.DATA);

        chapter(
                "Services write to it all the time: %s",
                shop.programs().stream().map(ShopProgram::toString).collect(Collectors.joining(" and ")));
        for (ShopProgram program : shop.programs()) {
            services.repoint(program.service(), old);
            services.scale(program.service(), program.copies());
        }
        Writers.await(services, old, 0, DEADLINE);
        showConfiguration();
        earlierCopies = Writers.copies(services, old);
        show("old", old, Look.CLIENTS);
    }

    private UpgradeReport upgrade() throws InterruptedException {
        List<ServiceRef> names =
                shop.programs().stream().map(ShopProgram::service).toList();
        UpgradeRequest.Builder request = UpgradeRequest.builder(play.method(), stage.oldServer(), stage.target())
                .services(new ServiceSettings(names, true, DEADLINE));
        play.options().forEach(request::option);

        chapter("The plan; nothing is changed yet");
        UpgradePlan plan = uprev.plan(request.build());
        out.println(plan.explain());

        chapter("The upgrade");
        UpgradeReport report = run.of(stopping -> uprev.execute(plan, stopping));

        chapter("The report");
        out.print(report.summary());
        return report;
    }

    private boolean prove() throws Exception {
        Instance old = stage.oldServer();
        Instance now = stage.newServer();
        chapter("The proof: the services write to the new server");
        Writers.await(services, now, old.equals(now) ? earlierCopies : 0, DEADLINE);
        showConfiguration();
        show("new", now, Look.VERSION);
        show("new", now, Look.CLIENTS);
        if (!old.equals(now)) {
            show("old", old, Look.CLIENTS);
        }

        chapter("The proof: what the services were told is safe, by their own ledgers, is on the new server");
        services.close();
        List<Ledger.Entry> ledgers = Ledger.readAll(services.ledgers()).stream()
                .flatMap(List::stream)
                .toList();
        boolean complete = true;
        for (ShopProgram program : shop.programs()) {
            complete &= told(program.name(), Proof.of(program.name(), ledgers, shop, now));
        }
        show("new", now, Look.DATA);
        if (!old.equals(now)) {
            show("old", old, Look.DETAILS);
        }
        show("new", now, Look.DETAILS);
        return complete;
    }

    /** What keeps a way back is there until somebody says that it is not needed any more. */
    private boolean finish(UpgradeReport upgrade) throws InterruptedException {
        if (play.method() != UpgradeMethod.REPLICATION) {
            return true;
        }
        chapter("Nobody wants to go back any more: uprev finish %s", upgrade.planId());
        UpgradeReport report = run.of(stopping -> uprev.finish(upgrade.planId(), stopping));
        out.print(report.summary());
        return report.isCompleted();
    }

    private boolean told(String what, Proof proof) {
        out.printf(
                Locale.ROOT,
                "%,d %s were acknowledged%s; %,d are missing%n",
                proof.acknowledged(),
                what,
                proof.byOld() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %,d by the old server and %,d by the new one",
                                proof.byOld(),
                                proof.byNew()),
                proof.missing());
        return proof.missing() == 0;
    }

    private void show(String prompt, Instance server, Look look) throws Exception {
        out.print(shop.shown(prompt, server, look));
        out.flush();
    }

    private void showConfiguration() throws IOException {
        ServiceRef first = shop.programs().get(0).service();
        out.println(first + ".properties: " + services.configuration(first));
    }

    private void chapter(String title, Object... values) {
        out.printf(Locale.ROOT, "%n== " + title + "%n", values);
        out.flush();
    }
}
