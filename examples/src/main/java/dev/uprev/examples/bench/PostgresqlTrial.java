package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/**
 * What one contender works with in one round.
 *
 * @param target has the database already, empty
 * @param folder its own, empty
 * @param tools the folder with pg_dump and its like, the same for all
 * @param jobs how many tables it may work on at a time
 */
record PostgresqlTrial(PostgresServer source, PostgresServer target, Path folder, Path tools, int jobs) {

    Workplace place() {
        return new Workplace(folder, List.of(tools));
    }

    /** A client program of PostgreSQL. */
    String tool(String name) {
        return tools.resolve(name).toString();
    }

    static String uri(PostgresServer server) {
        return "postgresql://postgres@127.0.0.1:" + server.port() + "/" + PostgresqlData.DATABASE;
    }
}
