package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The program of a Redis or Valkey server. */
final class RedisProgram {
    static final String REDIS = "redis-server";
    private static final String VALKEY = "valkey-server";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TLS_SETTING = "--tls-replication";

    private RedisProgram() {}

    /**
     * The server in a folder of programs.
     *
     * @throws UpgradeException {@code server-start-failed} when there is none
     */
    static Path in(Path bin) {
        return Stream.of(REDIS, VALKEY)
                .map(bin::resolve)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> UpgradeException.failed("server-start-failed", "there is no Redis server in " + bin)
                        .why("neither " + REDIS + " nor " + VALKEY + " is there")
                        .fix("give the folder with the programs of a server for this machine"));
    }

    /**
     * Whether the program was built with TLS. It is started with a setting that exists only then and one that never
     * does, and names in its refusal the first that it does not know.
     */
    static boolean hasTls(Path program) throws IOException {
        List<String> command = List.of(program.toString(), TLS_SETTING, "no", "--no-such-setting", "1");
        Processes.Result result = Processes.run(Path.of("/"), LIMIT, command);
        return !result.ok() && !result.output().contains(TLS_SETTING.substring(2));
    }
}
