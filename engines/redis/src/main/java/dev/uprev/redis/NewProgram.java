package dev.uprev.redis;

import dev.uprev.io.FileTree;
import dev.uprev.model.Version;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The program of a server that is to take over data. It is asked what it would do with them; no server is started for
 * that.
 *
 * @param path where it is
 * @param version what it says it is
 * @param flavour which product
 */
record NewProgram(Path path, Version version, Flavour flavour) {
    /** By this name, the program of every release of both products checks a file instead of serving one. */
    private static final String CHECKS = "redis-check-rdb";

    private static final String REFUSED_BY_ALL = "no-number";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int NO_CHECKSUM = 8;
    private static final byte END_OF_FILE = (byte) 0xff;

    /** Asks a program which product it is; empty where it has another version, or cannot be run. */
    static Optional<NewProgram> ask(ToolRunner tools, Path program, Version version) {
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        String words = tools.run(ToolCommand.of(program)
                        .arguments("--version")
                        .timeout(LIMIT)
                        .build())
                .output();
        Flavour flavour = words.startsWith(Flavour.VALKEY.product()) ? Flavour.VALKEY : Flavour.REDIS;
        return Version.find(words).filter(version::equals).map(same -> new NewProgram(program, same, flavour));
    }

    /** Whether it reads RDB files that begin like this: one without any key is shown to it. */
    boolean reads(ToolRunner tools, RdbFormat format) throws IOException {
        if (flavour == Flavour.VALKEY && format.isOfRedisOnly()) {
            return false; // its check is more lenient than the server
        }
        Path folder = Files.createTempDirectory("uprev-format");
        try {
            Path check = Files.createSymbolicLink(folder.resolve(CHECKS), path.toAbsolutePath());
            byte[] magic = format.magic().getBytes(StandardCharsets.US_ASCII);
            byte[] empty = Arrays.copyOf(magic, magic.length + 1 + NO_CHECKSUM);
            empty[magic.length] = END_OF_FILE;
            Path file = Files.write(folder.resolve("empty.rdb"), empty);
            return tools.run(ToolCommand.of(check)
                                    .arguments(file.toString())
                                    .acceptedExitCodes(0, 1)
                                    .timeout(LIMIT)
                                    .build())
                            .exitCode()
                    == 0;
        } finally {
            FileTree.delete(folder);
        }
    }

    /**
     * The first setting of a configuration file that it refuses. It is told one more, which is wrong, so that it starts
     * in no case: when it complains of that one, it has taken all others. From Redis 8 on, it complains of a setting
     * that it does not know only when it has looked for it in its modules, which is not in this trial.
     */
    Optional<String> refusedSetting(ToolRunner tools, Path configuration) {
        ToolResult result = tools.run(ToolCommand.of(path)
                .arguments(configuration.toString(), "--databases", REFUSED_BY_ALL)
                .acceptedExitCodes(0, 1)
                .timeout(LIMIT)
                .build());
        // The line may hold a secret: only its first word is told.
        return (result.output() + "\n" + result.errors())
                .lines()
                .filter(line -> line.startsWith(">>> '") && !line.contains(REFUSED_BY_ALL))
                .map(line -> line.substring(">>> '".length()).replaceFirst("[\\s'].*", ""))
                .findFirst();
    }

    @Override
    public String toString() {
        return flavour.product() + " " + version + " at " + path;
    }
}
