package dev.uprev.model;

import dev.uprev.secret.SecretRef;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the connection to a server is protected.
 *
 * @param mode what is asked of the server
 * @param certificateAuthority PEM file of the authorities to trust; the platform's own where absent
 * @param clientCertificate PEM file of the certificate to show to the server
 * @param clientKey PEM file with the key of that certificate
 * @param clientKeyPassword the password of that key
 */
public record TlsSettings(
        Mode mode,
        Optional<Path> certificateAuthority,
        Optional<Path> clientCertificate,
        Optional<Path> clientKey,
        Optional<SecretRef> clientKeyPassword) {

    /** What is asked of the server. */
    public enum Mode {
        /** No TLS at all. */
        DISABLED,
        /** Encrypted; the server's certificate is not checked. */
        REQUIRED,
        /** Encrypted; the certificate is signed by a trusted authority. */
        VERIFY_AUTHORITY,
        /** Encrypted; the certificate is signed by a trusted authority and is for this host. */
        VERIFY_HOST
    }

    /** No TLS. */
    public static final TlsSettings DISABLED = of(Mode.DISABLED);

    public static TlsSettings of(Mode mode) {
        return new TlsSettings(mode, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
