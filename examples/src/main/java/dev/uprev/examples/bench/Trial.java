package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.PostgresServer;
import java.nio.file.Path;

/**
 * What one contender works with in one round.
 *
 * @param target has the database already, empty
 * @param folder its own, empty
 * @param jobs how many tables it may work on at a time
 */
record Trial(PostgresServer source, PostgresServer target, Path folder, Path tools, int jobs) {

    /** Where a dump is to be, so that its size is known. */
    Path dump() {
        return folder.resolve("dump");
    }

    /** A client program of PostgreSQL. */
    String tool(String name) {
        return tools.resolve(name).toString();
    }

    static String uri(PostgresServer server) {
        return "postgresql://postgres@127.0.0.1:" + server.port() + "/" + BenchData.DATABASE;
    }
}
