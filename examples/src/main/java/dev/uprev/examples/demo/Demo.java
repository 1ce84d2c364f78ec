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
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The story of the demo, told while it happens. */
final class Demo {
    private static final ServiceRef ORDERS = new ServiceRef("orders");
    private static final ServiceRef PAYMENTS = new ServiceRef("payments");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final Leftovers leftovers;
    private final Path folder;
    private final Stage stage;
    private final StoppableRun run;
    private final ShopServices services;
    private final Destination destination;
    private final UpgradeMethod method;
    private final Uprev uprev;
    private long earlierCopies;

    /** Starts the old server; all that is started by the demo is handed over to the leftovers. */
    Demo(PrintWriter out, Leftovers leftovers, String from, Destination destination, UpgradeMethod method)
            throws IOException {
        this.out = out;
        this.leftovers = leftovers;
        this.destination = destination;
        this.method = method;
        this.folder = leftovers.add(TemporaryFolder.create()).path();
        this.stage = leftovers.add(
                method == UpgradeMethod.IN_PLACE
                        ? new OneServer(folder, from, destination)
                        : new TwoServers(folder, from, destination));
        this.run = leftovers.add(new StoppableRun());
        this.services = leftovers.add(
                new ShopServices(folder, Map.of(ORDERS, OrderWriter.class, PAYMENTS, PaymentWriter.class)));
        this.uprev = Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .services(services)
                .servers(stage.controller())
                .listener(LiveProgress.to(out))
                .approval(Approval.ALWAYS)
                .build();
    }

    /** Returns whether all that was promised has come true. */
    boolean tell(int rows) throws IOException, SQLException, InterruptedException {
        openTheShop(rows);
        UpgradeReport report = upgrade();
        if (!report.isCompleted()) {
            return false;
        }
        boolean proven = prove() && finish(report);
        leftovers.close();
        chapter("All servers and services of the demo are stopped, and %s is deleted", folder);
        return proven;
    }

    private void openTheShop(int rows) throws IOException, SQLException, InterruptedException {
        chapter("A shop on %s", stage.title());
        Instance old = stage.oldServer();
        Shop.fill(old, rows);
        show("old", old, Shop.TABLES);

        chapter("Two services write to it all the time: orders (2 copies) and payments (1 copy)");
        services.repoint(ORDERS, old);
        services.repoint(PAYMENTS, old);
        services.scale(ORDERS, 2);
        services.scale(PAYMENTS, 1);
        Writers.await(services, old, 0, DEADLINE);
        out.println("orders.properties: " + services.configuration(ORDERS));
        earlierCopies = Writers.copies(services, old);
        show("old", old, Shop.CLIENTS);
    }

    private UpgradeReport upgrade() throws InterruptedException {
        UpgradeRequest request = UpgradeRequest.builder(method, stage.oldServer(), stage.target())
                .services(new ServiceSettings(List.of(ORDERS, PAYMENTS), true, DEADLINE))
                .option("tools", destination.tools().toString())
                .build();

        chapter("The plan; nothing is changed yet");
        UpgradePlan plan = uprev.plan(request);
        out.println(plan.explain());

        chapter("The upgrade");
        UpgradeReport report = run.of(stopping -> uprev.execute(plan, stopping));

        chapter("The report");
        out.print(report.summary());
        return report;
    }

    private boolean prove() throws IOException, SQLException, InterruptedException {
        Instance old = stage.oldServer();
        Instance now = stage.newServer();
        chapter("The proof: the services write to the new server");
        Writers.await(services, now, old.equals(now) ? earlierCopies : 0, DEADLINE);
        out.println("orders.properties: " + services.configuration(ORDERS));
        show("new", now, "SHOW server_version");
        show("new", now, Shop.CLIENTS);
        if (!old.equals(now)) {
            show("old", old, Shop.CLIENTS);
        }

        chapter("The proof: what the services were told is safe, by their own ledgers, is on the new server");
        services.close();
        List<Ledger.Entry> ledgers = Ledger.readAll(services.ledgers()).stream()
                .flatMap(List::stream)
                .toList();
        boolean orders = told("orders", Proof.orders(ledgers, now));
        boolean payments = told("payments", Proof.payments(ledgers, now));
        show("new", now, Shop.TABLES);
        if (!old.equals(now)) {
            show("old", old, Shop.PHOTOS);
        }
        show("new", now, Shop.PHOTOS);
        return orders && payments;
    }

    /** What keeps a way back is there until somebody says that it is not needed any more. */
    private boolean finish(UpgradeReport upgrade) throws InterruptedException {
        if (method != UpgradeMethod.REPLICATION) {
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

    private void show(String prompt, Instance server, String query) throws SQLException {
        out.print(Query.shown(prompt, server, query));
        out.flush();
    }

    private void chapter(String title, Object... values) {
        out.printf(Locale.ROOT, "%n== " + title + "%n", values);
        out.flush();
    }
}
