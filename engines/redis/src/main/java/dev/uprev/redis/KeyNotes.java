package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What a server held before an upgrade in place, key by key, in a file of the run: a digest of the value and when it
 * expires. Memory: a page of keys and the largest value that is digested.
 */
final class KeyNotes {
    private static final int PAGE = 512;
    private static final int END = -1;
    /** TTLs may differ by what lies between two replies. */
    private static final long TOLERANCE_MILLIS = 1000;

    private final StepContext run;
    private final ServerSite site;
    private final PayloadDigest digests = new PayloadDigest();
    private long undigested;

    KeyNotes(StepContext run, ServerSite site) {
        this.run = run;
        this.site = site;
    }

    private Path file() {
        return run.workDirectory().resolve("keys-of-" + site.name());
    }

    /** Notes all databases of the server. */
    void write(RespConnection server, ServerInfo info) throws IOException {
        Path unfinished = run.workDirectory().resolve(file().getFileName() + ".new");
        KeySizes sizes = KeySizes.of(info, KeyNote.LARGEST);
        SortedMap<Integer, Long> databases = info.keys();
        run.progress()
                .total(databases.values().stream().mapToLong(Long::longValue).sum(), "keys");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            for (int database : databases.keySet()) {
                RedisErrors.require("SELECT", server.call("SELECT", database));
                out.writeInt(database);
                write(server, sizes, out);
                out.writeInt(END);
            }
            out.writeInt(END);
        }
        Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (undigested > 0) {
            run.report(Finding.info(
                    "values-not-compared",
                    undigested + " keys of server " + site,
                    "values of modules, and those of more than 64 MB, are not compared; that the keys are there is",
                    ""));
        }
    }

    private void write(RespConnection server, KeySizes sizes, DataOutputStream out) throws IOException {
        String cursor = "0";
        do {
            run.cancellation().check();
            List<Reply> reply = RedisErrors.require("SCAN", server.call("SCAN", cursor, "COUNT", PAGE))
                    .list();
            List<byte[]> keys =
                    reply.get(1).list().stream().map(key -> key.content()).toList();
            for (KeyNote note : KeyNote.ask(server, sizes, keys, digests)) {
                if (note.exists()) {
                    note.write(out);
                    undigested += note.isDigested() ? 0 : 1;
                }
            }
            run.progress().advance(site.name(), keys.size());
            cursor = reply.get(0).toString();
        } while (!cursor.equals("0"));
    }

    /** Compares what the server holds now with the notes; returns how many keys there are in them. */
    long compare(RespConnection server, ServerInfo info, Differences differences) throws IOException {
        KeySizes sizes = KeySizes.of(info, KeyNote.LARGEST);
        long compared = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file())))) {
            for (int database = in.readInt(); database != END; database = in.readInt()) {
                RedisErrors.require("SELECT", server.call("SELECT", database));
                List<KeyNote> page = new ArrayList<>();
                for (int length = in.readInt(); length != END; length = in.readInt()) {
                    page.add(KeyNote.read(in, length));
                    compared++;
                    if (page.size() == PAGE) {
                        compare(server, sizes, database, page, differences);
                    }
                }
                compare(server, sizes, database, page, differences);
            }
        }
        return compared;
    }

    private void compare(
            RespConnection server, KeySizes sizes, int database, List<KeyNote> page, Differences differences)
            throws IOException {
        run.cancellation().check();
        List<KeyNote> found =
                KeyNote.ask(server, sizes, page.stream().map(KeyNote::key).toList(), digests);
        long now = ServerClock.millis(server.call("TIME"));
        for (int i = 0; i < page.size(); i++) {
            difference(page.get(i), found.get(i), now)
                    .forEach(each -> differences.add(new Difference(
                            "database " + database + ", key " + KeyText.of(each.key()),
                            each.aspect(),
                            each.before(),
                            each.after())));
        }
        run.progress().advance(site.name(), page.size());
        page.clear();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    private record Change(byte[] key, String aspect, String before, String after) {}

    private static List<Change> difference(KeyNote before, KeyNote after, long now) {
        long soon = now + TOLERANCE_MILLIS;
        if (!after.exists()) {
            boolean expired = (before.expiry() != 0 && before.expiry() <= soon) || before.firstFieldExpiry() <= soon;
            return expired ? List.of() : List.of(new Change(before.key(), "key", "present", "missing"));
        }
        List<Change> changes = new ArrayList<>();
        if ((before.expiry() == 0) != (after.expiry() == 0)
                || Math.abs(before.expiry() - after.expiry()) > TOLERANCE_MILLIS) {
            changes.add(new Change(before.key(), "time to live", time(before.expiry()), time(after.expiry())));
        }
        boolean comparable = before.isDigested() && after.isDigested() && before.firstFieldExpiry() > soon;
        if (comparable && !before.value().orElseThrow().agreesWith(after.value().orElseThrow())) {
            changes.add(new Change(before.key(), "value", before.describe(), after.describe()));
        }
        return changes;
    }

    private static String time(long expiry) {
        return expiry == 0 ? "none" : String.valueOf(Instant.ofEpochMilli(expiry));
    }
}
