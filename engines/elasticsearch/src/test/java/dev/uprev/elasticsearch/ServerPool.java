package dev.uprev.elasticsearch;

import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers that are used again when a test has done with them: a node takes ten seconds to start. */
final class ServerPool implements AutoCloseable {
    private record Kind(String release, String password) {}

    private final Map<Kind, Deque<ElasticsearchServer>> idle = new HashMap<>();
    private final List<ElasticsearchServer> all = new ArrayList<>();

    /** An empty server, which comes back here, emptied, when it is closed. */
    ServerUnderTest take(String release, String password) {
        Kind kind = new Kind(release, password);
        Deque<ElasticsearchServer> those = idle.computeIfAbsent(kind, none -> new ArrayDeque<>());
        ElasticsearchServer server = those.isEmpty() ? start(kind) : those.pop();
        return new ElasticsearchUnderTest(
                new ElasticsearchUnderTest.Host(server.instance(), server::ask, server::kill, server::restart, () -> {
                    emptied(server);
                    those.push(server);
                }));
    }

    private ElasticsearchServer start(Kind kind) {
        ElasticsearchServer server =
                ElasticsearchServer.setup(kind.release).password(kind.password).start();
        all.add(server);
        return server;
    }

    private static void emptied(ElasticsearchServer server) {
        new ElasticsearchUnderTest(new ElasticsearchUnderTest.Host(
                        server.instance(), server::ask, server::kill, server::restart, () -> {}))
                .clear();
    }

    @Override
    public void close() {
        all.forEach(ElasticsearchServer::close);
    }
}
