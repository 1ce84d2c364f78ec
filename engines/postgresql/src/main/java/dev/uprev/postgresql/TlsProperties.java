package dev.uprev.postgresql;

import dev.uprev.model.TlsSettings;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.util.Properties;

/**
 * TLS settings in the words of the driver.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/ssl/">Using SSL</a>
 */
final class TlsProperties {
    private static final String PLATFORM_TRUST = "org.postgresql.ssl.DefaultJavaSSLFactory";

    private TlsProperties() {}

    static void add(Properties properties, TlsSettings tls, SecretResolver secrets) {
        properties.setProperty("sslmode", mode(tls.mode()));
        if (tls.mode() == TlsSettings.Mode.DISABLED) {
            return;
        }
        boolean verifies = tls.mode() != TlsSettings.Mode.REQUIRED;
        tls.certificateAuthority().ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        if (verifies && tls.certificateAuthority().isEmpty()) {
            properties.setProperty("sslfactory", PLATFORM_TRUST);
        }
        tls.clientCertificate().ifPresent(file -> properties.setProperty("sslcert", file.toString()));
        tls.clientKey().ifPresent(file -> properties.setProperty("sslkey", file.toString()));
        tls.clientKeyPassword().ifPresent(reference -> {
            try (Secret password = secrets.resolve(reference)) {
                properties.setProperty("sslpassword", password.reveal());
            }
        });
    }

    /** The word for a mode, which libpq knows as well. */
    static String mode(TlsSettings.Mode mode) {
        return switch (mode) {
            case DISABLED -> "disable";
            case REQUIRED -> "require";
            case VERIFY_AUTHORITY -> "verify-ca";
            case VERIFY_HOST -> "verify-full";
        };
    }
}
