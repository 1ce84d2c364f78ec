package dev.uprev.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who a server runs as. Several servers refuse to run as root; then they run in a user namespace of their own, in which
 * root is not root, or where those are switched off, as nobody, to whom their files are given.
 */
enum ServerAccount {
    /** The user of this process. */
    SELF,
    /**
     * Still the owner of root's files, but the server sees another user: one that exists, since Java gives files to it
     * and PostgreSQL asks for its name.
     */
    USER_NAMESPACE,
    /** Keeps the right to pass folders that are closed to others, where a data directory may be. */
    NOBODY;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Path HERE = Path.of("/");

    /**
     * The account for servers that refuse root.
     *
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} where root cannot put its rights aside
     */
    static ServerAccount current() {
        return Probe.ACCOUNT.orElseThrow(() -> Unavailable.because(
                        "a server that refuses to run as root", "neither unshare --user nor setpriv works here")
                .fix("run the tests as an ordinary user, or install util-linux"));
    }

    /** This command, run under the account; the process keeps the id of the one that is started. */
    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix());
        whole.addAll(command);
        return whole;
    }

    private List<String> prefix() {
        return switch (this) {
            case SELF -> List.of();
            case USER_NAMESPACE -> List.of("unshare", "--user", "--map-user=65534", "--map-group=65534");
            case NOBODY ->
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        "--inh-caps=+dac_override",
                        "--ambient-caps=+dac_override");
        };
    }

    /** Gives files to the account. */
    void own(Path path) {
        if (this == NOBODY) {
            Processes.Result result = run(List.of("chown", "-R", "65534:65534", path.toString()));
            if (!result.ok()) {
                throw new IllegalStateException("cannot give " + path + " to nobody: " + result.output());
            }
        }
    }

    private boolean works() {
        return run(command(List.of("true"))).ok();
    }

    private static Processes.Result run(List<String> command) {
        try {
            return Processes.run(HERE, LIMIT, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the machine once. */
    private static final class Probe {
        static final Optional<ServerAccount> ACCOUNT = isRoot()
                ? Stream.of(USER_NAMESPACE, NOBODY).filter(ServerAccount::works).findFirst()
                : Optional.of(SELF);
    }

    static boolean isRoot() {
        return run(List.of("id", "-u")).output().trim().equals("0");
    }
}
