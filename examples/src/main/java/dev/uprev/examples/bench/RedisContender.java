package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A way to carry all keys over. */
enum RedisContender implements Contender {
    UPREV("uprev", "dump to disk, restore from it while it is written") {
        @Override
        Measurement carryOver(RedisTrial trial) throws Exception {
            return uprev(trial, "none");
        }
    },
    UPREV_VERIFIED("uprev-verified", "the same, and the content of both servers compared") {
        @Override
        Measurement carryOver(RedisTrial trial) throws Exception {
            return uprev(trial, "content");
        }
    },
    REPLICAOF("REPLICAOF", "the target follows the source until it has all; no program, no dump") {
        @Override
        Measurement carryOver(RedisTrial trial) throws Exception {
            return MeasuredRun.of(trial.place(), () -> follow(trial.source(), trial.target()));
        }
    },
    RIOT("riot", "riot replicate SOURCE TARGET, which keeps no dump") {
        @Override
        Measurement carryOver(RedisTrial trial) throws Exception {
            return MeasuredRun.ofCommands(
                    List.of(List.of(
                            trial.riot().orElseThrow().toString(),
                            "replicate",
                            "redis://127.0.0.1:" + trial.source().port(),
                            "redis://127.0.0.1:" + trial.target().port())),
                    trial.place());
        }
    };

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long BETWEEN_LOOKS_MILLIS = 5;

    private final String label;
    private final String work;

    RedisContender(String label, String work) {
        this.label = label;
        this.work = work;
    }

    abstract Measurement carryOver(RedisTrial trial) throws Exception;

    private static Measurement uprev(RedisTrial trial, String verification) throws Exception {
        List<String> command = UprevProcess.run(trial.place(), """
                engine: redis
                method: dump-and-restore
                source: {address: "127.0.0.1:%d"}
                target: {address: "127.0.0.1:%d"}
                verification: %s
                """.formatted(
                        trial.source().port(), trial.target().port(), verification));
        return MeasuredRun.ofCommands(List.of(command), trial.place());
    }

    /** Returns when the target has loaded everything; it has no process of its own. */
    private static long follow(RedisServer source, RedisServer target) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (RedisTalk redis = RedisTalk.connect(target.port())) {
            redis.ask("REPLICAOF", "127.0.0.1", Integer.toString(source.port()));
            while (!redis.ask("INFO", "replication").contains("master_link_status:up")) {
                if (System.nanoTime() > end) {
                    throw UpgradeException.failed("bench-failed", "the target does not follow the source")
                            .seen(target.logTail())
                            .fix("see what it says");
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        }
        return 0;
    }

    @Override
    public boolean isUprev() {
        return this == UPREV || this == UPREV_VERIFIED;
    }

    @Override
    public String work() {
        return work;
    }

    @Override
    public String toString() {
        return label;
    }
}
