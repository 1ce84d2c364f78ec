package dev.uprev.testkit.memory;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.memory.MemoryServer.Login;
import java.util.Arrays;
import java.util.Optional;

/** A client's connection to a server. It breaks when the server goes down. Thread-safe. */
final class MemorySession {
    private final MemoryServer server;
    private final int start;

    private MemorySession(MemoryServer server) {
        this.server = server;
        this.start = server.starts();
    }

    /**
     * Logs in.
     *
     * @throws UpgradeException {@code cannot-connect} or {@code login-refused}
     */
    static MemorySession open(Instance instance, SecretResolver secrets) {
        MemoryServer server = MemoryServer.at(instance.address())
                .filter(MemoryServer::isUp)
                .orElseThrow(() -> UpgradeException.failed("cannot-connect", "cannot connect to " + instance)
                        .seen(instance.address())
                        .why("no server takes connections there")
                        .fix("check host and port, and that the server runs"));
        if (server.login().isPresent() && !fits(server.login().get(), instance, secrets)) {
            throw UpgradeException.failed("login-refused", "cannot log in to " + instance)
                    .seen(instance.user().orElse("(no user)"))
                    .why("the server does not know this user with this password")
                    .fix("check the user, and what the reference to the password refers to");
        }
        return new MemorySession(server);
    }

    private static boolean fits(Login login, Instance instance, SecretResolver secrets) {
        if (!instance.user().equals(Optional.of(login.user()))
                || instance.password().isEmpty()) {
            return false;
        }
        try (Secret secret = secrets.resolve(instance.password().get())) {
            return secret.use(given -> Arrays.equals(given, login.password().toCharArray()));
        }
    }

    /** The data, as long as the server has not gone down. */
    MemoryStore store() {
        if (!server.isUp() || server.starts() != start) {
            throw UpgradeException.failed("connection-lost", "the connection to " + server + " broke")
                    .why("the server went down")
                    .fix("see to the server, then resume the upgrade");
        }
        return server.store();
    }

    Version version() {
        return server.version();
    }

    String identity() {
        return server.identity();
    }
}
