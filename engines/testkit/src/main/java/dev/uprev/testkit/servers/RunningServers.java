package dev.uprev.testkit.servers;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of this process that are not closed yet. They are closed when the process ends. */
final class RunningServers {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServers.class);
    private static final Set<AutoCloseable> SERVERS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::closeAll, "uprev-servers"));
    }

    private RunningServers() {}

    static void add(AutoCloseable server) {
        SERVERS.add(server);
    }

    static void remove(AutoCloseable server) {
        SERVERS.remove(server);
    }

    private static void closeAll() {
        for (AutoCloseable server : SERVERS) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("{} could not be closed", server, e);
            }
        }
    }
}
