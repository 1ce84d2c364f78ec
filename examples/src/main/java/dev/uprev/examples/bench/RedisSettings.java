package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import dev.uprev.testkit.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a benchmark of Redis is done.
 *
 * @param from the release of the source
 * @param to the release of the target
 * @param keys how many there are
 * @param runs how many rounds
 * @param contenders in the order of the first round
 * @param riot the program of this peer, where this machine has it
 */
record RedisSettings(String from, String to, int keys, int runs, List<RedisContender> contenders, Optional<Path> riot) {
    private static final String WANTED = "8.0";

    /** Of those in Maven Central, the newest. */
    private static final String ALWAYS_THERE = "7.0";

    /** The target where none is named: the newest Redis that this machine can have. */
    static String usualTarget() {
        try {
            RedisServer.programs(WANTED);
            return WANTED;
        } catch (UpgradeException e) {
            return ALWAYS_THERE;
        }
    }

    /** The peer's program by its name alone, where it is in the folders of PATH. */
    static Optional<Path> riotOnPath() {
        try {
            new ProcessBuilder("riot", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Optional.of(Path.of("riot"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a reader has to know to judge the figures. */
    String method(RedisServer source, RedisServer target, Map<String, Long> counts) throws IOException {
        String what = contenders.stream()
                .map(contender -> "%n  %-15s %s".formatted(contender, contender.work()))
                .collect(Collectors.joining());
        return """
                %s to %s, %.0f MB in memory: %s
                %s
                both servers on this machine without persistence, otherwise with their defaults
                %d round(s), each with a fresh target and in another order; the median is what counts; memory is that of the
                contender's own processes at its highest, processor time that of both servers too; in one more run of each a
                client wants one key of the source every 5 ms:%s
                """.formatted(
                        source,
                        target,
                        RedisData.number(source, "used_memory") / 1e6,
                        counts,
                        Machine.description(),
                        runs,
                        what);
    }
}
