package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.LedgerBalance;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.model.Version;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Restores one item of the archive: many keys of one database, some hundreds of them on their way at a time. */
final class KeyspaceRestore {
    private static final int MOST_BYTES = 512 << 10;
    private static final int MOST_KEYS = 512;
    private static final Version ABSOLUTE_TIMES = Version.parse("5");
    private static final Version REPLACES = Version.parse("3");
    private static final byte[] RESTORE = "RESTORE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACE = "REPLACE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ABSTTL = "ABSTTL".getBytes(StandardCharsets.US_ASCII);

    private final StepContext context;
    private final TargetServers servers;
    private final Map<RespConnection, Integer> due = new HashMap<>();

    KeyspaceRestore(StepContext context, TargetServers servers) {
        this.context = context;
        this.servers = servers;
    }

    void restore(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        int database = KeyspaceDump.database(entry);
        RespConnection any = servers.any();
        Version version =
                ServerInfo.parse(any.call("INFO", "server").toString()).version();
        long ahead = ServerClock.ahead(any, context.clock());
        // Between the clocks of both servers, by way of that of this machine.
        long correction = ahead - KeyspaceDump.clock(entry);
        long written = 0;
        long expired = 0;
        try (RecordReader records = new RecordReader(archive.read(entry))) {
            while (records.next()) {
                long expiry = records.expiry() == 0 ? 0 : records.expiry() + correction;
                long now = context.clock().millis() + ahead;
                if (expiry != 0 && expiry <= now) {
                    expired++;
                    continue;
                }
                RespConnection server = servers.of(database, records.key(), records.keyLength());
                add(server, version, records, expiry, now);
                written++;
                if (server.pending() > MOST_BYTES || due.getOrDefault(server, 0) >= MOST_KEYS) {
                    settle(server);
                    context.cancellation().check();
                }
            }
            for (RespConnection server : servers.used()) {
                settle(server);
            }
        }
        List<LedgerEntry> ledger = new ArrayList<>();
        if (expired > 0) {
            ledger.add(new LedgerEntry(
                    LedgerCategory.EXPIRED, entry.kind(), entry.name(), expired, "expired before they were restored"));
        }
        LedgerBalance.check(entry.kind(), entry.name(), entry.items(), written, ledger);
        context.progress().advance(entry.name(), entry.items());
    }

    private void add(RespConnection server, Version version, RecordReader records, long expiry, long now) {
        boolean absolute = !version.isOlderThan(ABSOLUTE_TIMES);
        if (version.isOlderThan(REPLACES)) {
            server.begin(2).word("DEL").word(records.key(), 0, records.keyLength());
            due.merge(server, 1, Integer::sum);
        }
        boolean replaces = !version.isOlderThan(REPLACES);
        server.begin(4 + (replaces ? 1 : 0) + (absolute && expiry != 0 ? 1 : 0))
                .word(RESTORE, 0, RESTORE.length)
                .word(records.key(), 0, records.keyLength())
                .word(String.valueOf(expiry == 0 ? 0 : absolute ? expiry : expiry - now))
                .word(records.payload(), 0, records.payloadLength());
        if (replaces) {
            server.word(REPLACE, 0, REPLACE.length);
        }
        if (absolute && expiry != 0) {
            server.word(ABSTTL, 0, ABSTTL.length);
        }
        due.merge(server, 1, Integer::sum);
    }

    /** Sends what is collected and reads what the server says to it. */
    private void settle(RespConnection server) throws IOException {
        int replies = due.getOrDefault(server, 0);
        due.put(server, 0);
        server.flush();
        for (int i = 0; i < replies; i++) {
            RedisErrors.require(server.replies().next() != '-', "RESTORE", server.replies());
        }
    }
}
