package dev.uprev.net;

import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Reads certificates and PKCS #8 keys from PEM files.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
final class PemFiles {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([^-]+)-----END (ENCRYPTED )?PRIVATE KEY-----");

    private PemFiles() {}

    /** All certificates of a file, one at least. */
    static List<X509Certificate> certificates(Path file) {
        String text = new String(read(file), StandardCharsets.ISO_8859_1);
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Matcher matcher = CERTIFICATE.matcher(text); matcher.find(); ) {
                byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
            }
        } catch (GeneralSecurityException e) {
            throw TlsContext.unreadable(
                    file, "a certificate in it cannot be decoded", Optional.of(e), "name a PEM file of certificates");
        }
        if (found.isEmpty()) {
            throw TlsContext.unreadable(
                    file, "there is no certificate in it", Optional.empty(), "name a PEM file of certificates");
        }
        return found;
    }

    /** The first key of a file. */
    static PrivateKey key(Path file, String algorithm, Optional<SecretRef> password, SecretResolver secrets) {
        byte[] bytes = read(file);
        Matcher matcher = KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        Arrays.fill(bytes, (byte) 0);
        if (!matcher.find()) {
            throw TlsContext.unreadable(
                    file,
                    "there is no PKCS #8 key in it (BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY)",
                    Optional.empty(),
                    "convert the key: openssl pkcs8 -topk8 -in OLD -out NEW");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        try {
            KeySpec spec = matcher.group(1) == null
                    ? new PKCS8EncodedKeySpec(encoded)
                    : decrypt(file, encoded, password, secrets);
            return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException | IOException e) {
            throw TlsContext.unreadable(
                    file,
                    "its key cannot be decoded, or not with this password, or it is not that of the certificate",
                    Optional.of(e),
                    "check the key, its password and the certificate");
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static KeySpec decrypt(Path file, byte[] encoded, Optional<SecretRef> password, SecretResolver secrets)
            throws GeneralSecurityException, IOException {
        SecretRef reference = password.orElseThrow(() -> TlsContext.unreadable(
                file, "its key is encrypted", Optional.empty(), "name its password, as env:NAME or file:PATH"));
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
        // For PBES2, Java knows the algorithm by the parameters only.
        String algorithm =
                info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.")
                        ? info.getAlgParameters().toString()
                        : info.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        try (Secret secret = secrets.resolve(reference)) {
            PBEKeySpec spec = secret.use(PBEKeySpec::new);
            try {
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                        info.getAlgParameters());
            } finally {
                spec.clearPassword();
            }
        }
        return info.getKeySpec(cipher);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw TlsContext.unreadable(
                    file, "it is not there or may not be read", Optional.of(e), "check its path and permissions");
        }
    }
}
