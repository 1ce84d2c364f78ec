package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Carries out entries of a script, each in one transaction together with the note that it is done. Any error ends the
 * restore, but for those that {@link #isAllowed} names.
 */
final class SchemaRestore {
    /** Another session has got in the way for a moment. */
    private static final Set<String> TRANSIENT = Set.of("40P01", "55P03");

    private static final int ATTEMPTS = 5;

    private final RestoreScope scope;
    private final String database;
    private final SchemaScript script;

    SchemaRestore(RestoreScope scope, String database, SchemaScript script) {
        this.scope = scope;
        this.database = database;
        this.script = script;
    }

    static String note(SchemaEntry entry) {
        return "entry " + entry.id();
    }

    /**
     * Carries out one entry.
     *
     * @throws dev.uprev.error.UpgradeException with the server's own words when it refuses
     */
    void restore(RestoreWorker worker, SchemaEntry entry, String settings) throws IOException {
        TargetSession session = worker.session(database);
        scope.context().cancellation().check();
        scope.begin(database + ": " + entry);
        session.prepare(script.preamble());
        byte[] statements = statements(entry, settings);
        for (int attempt = 1; ; attempt++) {
            try {
                session.execute(statements);
                return;
            } catch (ServerErrorException e) {
                if (isAllowed(entry, e.error())) {
                    report(entry, e.error());
                    session.execute(Bookkeeping.note(note(entry)));
                    return;
                }
                if (attempt == ATTEMPTS || !TRANSIENT.contains(e.error().sqlState())) {
                    throw RestoreErrors.explain("cannot restore " + entry + " of database " + database, e);
                }
            } catch (IOException e) {
                throw RestoreErrors.explain("cannot restore " + entry + " of database " + database, e);
            }
        }
    }

    private byte[] statements(SchemaEntry entry, String settings) throws IOException {
        byte[] before = settings.getBytes(StandardCharsets.US_ASCII);
        byte[] body = script.statements(entry);
        // The break ends a comment that may be last.
        byte[] note = ("\n;" + Bookkeeping.note(note(entry))).getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[before.length + body.length + note.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        System.arraycopy(note, 0, all, before.length + body.length, note.length);
        return all;
    }

    /**
     * Errors that leave nothing out that matters: schema public is there already, or belongs to whom the target gave it
     * to; the comment of an extension, which only its owner may set and which the extension brings itself.
     */
    private static boolean isAllowed(SchemaEntry entry, ServerError error) {
        boolean publicSchema = entry.type().equals("SCHEMA")
                && entry.name().equals("public")
                && (error.sqlState().equals("42P06") || error.sqlState().equals("42501"));
        boolean extensionComment = entry.type().equals("COMMENT")
                && entry.name().startsWith("EXTENSION ")
                && error.sqlState().equals("42501");
        return publicSchema || extensionComment;
    }

    private void report(SchemaEntry entry, ServerError error) {
        if (!error.sqlState().equals("42P06")) {
            scope.context()
                    .report(Finding.info(
                            "object-left-out",
                            database + ": " + entry,
                            "the target refuses it: " + error.message(),
                            ""));
        }
    }
}
