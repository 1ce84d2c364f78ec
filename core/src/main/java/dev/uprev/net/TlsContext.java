package dev.uprev.net;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes what Java's TLS needs of {@link TlsSettings}. Whether a certificate is for the host is the driver's to check.
 */
public final class TlsContext {
    private static final String KEY = "client";
    private static final char[] NO_PASSWORD = {};

    private TlsContext() {}

    /**
     * A context that trusts and shows what the settings say. It holds the client's key, so keep it no longer than
     * needed.
     *
     * @throws UpgradeException {@code tls-file-unreadable} when a certificate or key cannot be read, or what the
     *     resolver of secrets throws
     * @throws IllegalArgumentException when the settings ask for no TLS at all
     */
    public static SSLContext of(TlsSettings settings, SecretResolver secrets) {
        if (settings.mode() == TlsSettings.Mode.DISABLED) {
            throw new IllegalArgumentException("TLS is disabled");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings, secrets), trust(settings), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java platform cannot make a TLS context", e);
        }
    }

    private static TrustManager @Nullable [] trust(TlsSettings settings) throws GeneralSecurityException, IOException {
        if (settings.mode() == TlsSettings.Mode.REQUIRED) {
            return new TrustManager[] {new TrustAnyone()};
        }
        if (settings.certificateAuthority().isEmpty()) {
            return null; // stands for the authorities of the platform
        }
        KeyStore store = emptyStore();
        for (X509Certificate authority :
                PemFiles.certificates(settings.certificateAuthority().get())) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(TlsSettings settings, SecretResolver secrets)
            throws GeneralSecurityException, IOException {
        if (settings.clientCertificate().isEmpty()) {
            return null; // stands for none
        }
        Path file = settings.clientCertificate().get();
        List<X509Certificate> chain = PemFiles.certificates(file);
        // Some keep the key in the same file.
        PrivateKey key = PemFiles.key(
                settings.clientKey().orElse(file),
                chain.get(0).getPublicKey().getAlgorithm(),
                settings.clientKeyPassword(),
                secrets);
        KeyStore store = emptyStore();
        store.setKeyEntry(KEY, key, NO_PASSWORD, chain.toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** The error of a file that does not hold what it should. */
    static UpgradeException unreadable(Path file, String why, Optional<Exception> cause, String fix) {
        UpgradeException.Builder error = UpgradeException.failed("tls-file-unreadable", "cannot read a file for TLS")
                .seen(file)
                .why(why);
        cause.ifPresent(error::cause);
        return error.fix(fix);
    }
}
