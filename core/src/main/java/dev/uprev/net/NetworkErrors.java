package dev.uprev.net;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says why a server could not be reached, by what Java tells of the network. */
public final class NetworkErrors {
    private static final int DEEPEST = 20;

    private NetworkErrors() {}

    /**
     * The error for a user.
     *
     * @param failed what failed, as in {@code cannot connect to the source}
     * @param instance whom it was to reach
     * @param error what a socket or a driver has thrown
     * @return {@code host-unknown}, {@code tls-refused}, {@code connect-timeout} or {@code cannot-connect}
     */
    public static UpgradeException explain(String failed, Instance instance, Exception error) {
        String seen = deepestMessage(error);
        if (find(error, UnknownHostException.class).isPresent()) {
            return UpgradeException.failed("host-unknown", failed)
                    .seen(instance.addresses())
                    .why("no address is known for that host name")
                    .cause(error)
                    .fix("check the name of the host, and the DNS of this machine");
        }
        Optional<SSLException> tls = find(error, SSLException.class);
        if (tls.isPresent() || String.valueOf(error.getMessage()).contains("SSL")) {
            return UpgradeException.failed("tls-refused", failed)
                    .seen(tls.map(Throwable::getMessage).orElse(seen))
                    .why("TLS mode " + instance.tls().mode() + " cannot be had with this server and these certificates")
                    .cause(error)
                    .fix("check that the server has TLS turned on, that the certificate authority of the instance is"
                            + " the one that signed its certificate, that this names the host, and the client"
                            + " certificate");
        }
        if (find(error, SocketTimeoutException.class).isPresent() || seen.contains("timed out")) {
            return timeout(failed, seen, error);
        }
        return UpgradeException.failed("cannot-connect", failed)
                .seen(seen)
                .why("no server takes connections there")
                .cause(error)
                .fix("check host and port, that the server runs, and on which addresses it listens");
    }

    /** The error of a connection that was there and is gone: {@code server-lost}. */
    public static UpgradeException lost(String failed, Instance instance, Exception error) {
        return UpgradeException.failed("server-lost", failed)
                .seen(instance + ": " + deepestMessage(error))
                .why("the connection to it was lost")
                .cause(error)
                .fix("see that the server runs and can be reached, and resume");
    }

    /** The JDK tells by its words alone which of the two it was. */
    private static UpgradeException timeout(String failed, String seen, Exception error) {
        boolean connected = seen.startsWith("Read ");
        return UpgradeException.failed("connect-timeout", failed)
                .seen(seen)
                .why(
                        connected
                                ? "the address takes connections, but nothing answers the login in time: the server hangs,"
                                        + " or what listens there is something else"
                                : "nothing answered in time: the host is down, or a firewall drops the packets")
                .cause(error)
                .fix(
                        connected
                                ? "check host and port, and the log and the load of the server"
                                : "check host and port, and that this machine may reach them");
    }

    private static String deepestMessage(Exception error) {
        return chain(error)
                .map(Throwable::getMessage)
                .filter(message -> message != null)
                .reduce((first, next) -> next)
                .orElseGet(error::toString);
    }

    private static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        return chain(error).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.<Throwable>iterate(error, each -> each != null, Throwable::getCause)
                .limit(DEEPEST);
    }
}
