package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs of a pinned server with those that pg_upgrade needs of an old release besides: the pinned one has no
 * pg_controldata, so that of another minor release stands in, which reads the same files.
 *
 * @param line the release line, such as {@code 17}
 */
record UpgradablePrograms(String line) implements Distribution {
    private static final List<String> OF_SERVER = List.of("initdb", "pg_ctl", "postgres");
    private static final List<String> OF_TOOLS = List.of("pg_controldata", "pg_resetwal", "pg_checksums");

    @Override
    public String name() {
        return "postgresql-upgradable-" + line;
    }

    @Override
    public void unpack(Path folder, Path home) throws IOException {
        Path server = PostgresServer.programs(line);
        Path tools = PostgresTools.bin(Integer.parseInt(line), OF_TOOLS.toArray(String[]::new));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String program : OF_SERVER) {
            Files.createSymbolicLink(bin.resolve(program), server.resolve(program));
        }
        for (String program : OF_TOOLS) {
            Files.createSymbolicLink(bin.resolve(program), tools.resolve(program));
        }
    }
}
