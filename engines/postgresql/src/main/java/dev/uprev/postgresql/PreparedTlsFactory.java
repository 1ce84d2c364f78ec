package dev.uprev.postgresql;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * Gives pgjdbc, which makes its TLS factory by name, one that was made before. Public only because pgjdbc makes it by
 * its name.
 */
public final class PreparedTlsFactory extends WrappedFactory {
    /** Property of our own: which one. */
    private static final String KEY = "uprevPreparedTls";

    private static final Map<String, SSLSocketFactory> PREPARED = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Called by pgjdbc with the properties of the connection. */
    public PreparedTlsFactory(Properties properties) {
        factory = Objects.requireNonNull(PREPARED.get(properties.getProperty(KEY, "")), "this factory is lent no more");
    }

    /** Makes the connection with these properties use this context. */
    static void lend(SSLContext context, Properties properties) {
        String key = "tls-" + NUMBERS.incrementAndGet();
        PREPARED.put(key, context.getSocketFactory());
        properties.setProperty("sslfactory", PreparedTlsFactory.class.getName());
        properties.setProperty(KEY, key);
    }

    /** Forgets what was lent with these properties, if anything was. */
    static void takeBack(Properties properties) {
        PREPARED.remove(properties.getProperty(KEY, ""));
    }
}
