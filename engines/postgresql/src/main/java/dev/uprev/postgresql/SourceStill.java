package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether nobody has written to a server from the moment before its contents were noted until it was stopped. Every
 * transaction that writes takes an id: where the next one is the same, nobody has. Where it is not, it may have been
 * the server itself, which analyzes tables; then its counts of rows tell. For the moment of the stop, the control file
 * has the next id.
 *
 * @param next the low 32 bits of the id of the next transaction
 * @param states of the tables of each database
 */
record SourceStill(long next, List<Map<Long, TableState>> states) {
    private static final String FILE = "states.json";
    /** Kept in the journal: the next id right before the stop. */
    private static final String NEXT = "in-place-next-transaction";

    private static final long LOW_WORD = 0xFFFF_FFFFL;
    /** Before 15, counts come with a delay of half a second. */
    private static final int COUNTS_AT_ONCE = 150000;

    private static final Duration DELAY = Duration.ofSeconds(1);

    /** Notes how things are, before the contents are read. */
    static void note(StepContext context, Path folder) throws SQLException, IOException, InterruptedException {
        Files.writeString(folder.resolve(FILE), Json.write(now(context)));
    }

    /**
     * Looks again, right before the server is stopped.
     *
     * @throws UpgradeException {@code source-changed}
     */
    static void beforeStop(StepContext context) throws SQLException, IOException, InterruptedException {
        Path file = context.workDirectory().resolve(SourceNotes.FOLDER).resolve(FILE);
        SourceStill noted = Json.read(Files.readString(file), SourceStill.class);
        List<String> databases = databases(context);
        long next = next(connections(context));
        if (next != noted.next()) {
            SourceStill now = now(context);
            for (int i = 0; i < databases.size(); i++) {
                if (!noted.states().get(i).equals(now.states().get(i))) {
                    throw changed("rows in database " + databases.get(i));
                }
            }
            next = now.next();
        }
        context.remember(NEXT, Long.toString(next));
    }

    /**
     * Looks at the control file when the server is down.
     *
     * @throws UpgradeException {@code source-changed}
     */
    static void afterStop(StepContext context, ControlFile control) {
        Optional<String> next = context.recall(NEXT);
        if (next.isEmpty() || Long.parseLong(next.get()) != control.nextTransaction()) {
            throw changed("transaction " + next.orElse("(unknown)") + " was to be the next, and it is "
                    + control.nextTransaction());
        }
    }

    private static SourceStill now(StepContext context) throws SQLException, InterruptedException {
        Connections connections = connections(context);
        long next = next(connections);
        List<Map<Long, TableState>> states = new ArrayList<>();
        for (String database : databases(context)) {
            try (Connection connection =
                    connections.open(ConnectionRequest.of(database, "verify").readingOnly())) {
                if (states.isEmpty() && !ServerVersion.of(connection).isAtLeast(COUNTS_AT_ONCE)) {
                    context.pause(DELAY);
                }
                states.add(TableStates.read(connection));
            }
        }
        return new SourceStill(next, states);
    }

    private static long next(Connections connections) throws SQLException {
        try (Connection connection = connections.open(
                ConnectionRequest.of(connections.mainDatabase(), "verify").readingOnly())) {
            return Sql.number(connection, "SELECT txid_snapshot_xmax(txid_current_snapshot())") & LOW_WORD;
        }
    }

    private static Connections connections(StepContext context) {
        return new Connections(Side.SOURCE, context.source(), context.secrets());
    }

    private static List<String> databases(StepContext context) {
        return new PostgresqlFacts(context.plan().source())
                .databases().stream().map(DatabaseFacts::name).toList();
    }

    private static UpgradeException changed(String seen) {
        return UpgradeException.failed(
                        "source-changed", "somebody has written to the server since its contents were noted")
                .seen(seen)
                .why("the comparison after the upgrade would find what was written as a difference")
                .fix("name the applications as services, or stop them yourself, and run the upgrade again");
    }
}
