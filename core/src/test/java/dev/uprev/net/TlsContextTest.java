package dev.uprev.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {
    private static final SecretResolver SECRETS = reference -> Secret.of(KeyFiles.PASSWORD);

    @TempDir
    static Path folder;

    private static KeyFiles rsa;
    private static KeyFiles curve;

    @BeforeAll
    static void makeKeys() throws Exception {
        rsa = KeyFiles.create(folder, "rsa", "RSA");
        curve = KeyFiles.create(folder, "curve", "EC");
    }

    @Test
    void bothSidesShowAndTrustWhatTheFilesSay() throws Exception {
        SSLContext one = context(rsa.certificate(), curve, curve.key());
        SSLContext other = context(curve.certificate(), rsa, rsa.key());
        assertThat(handshake(one, other)).isEqualTo("CN=curve");
        assertThat(handshake(other, one)).isEqualTo("CN=rsa");
    }

    @Test
    void anEncryptedKeyIsDecrypted() throws Exception {
        SSLContext context = context(rsa.certificate(), rsa, rsa.encryptedKey());
        assertThat(handshake(context, context)).isEqualTo("CN=rsa");
    }

    @Test
    void certificateAndKeyMayBeInOneFile() throws Exception {
        Path both = Files.writeString(
                folder.resolve("both.pem"), Files.readString(rsa.key()) + Files.readString(rsa.certificate()));
        SSLContext context = TlsContext.of(
                new TlsSettings(
                        TlsSettings.Mode.VERIFY_AUTHORITY,
                        Optional.of(rsa.certificate()),
                        Optional.of(both),
                        Optional.empty(),
                        Optional.empty()),
                SECRETS);
        assertThat(handshake(context, context)).isEqualTo("CN=rsa");
    }

    @Test
    void aStrangerIsTrustedOnlyWhereNothingIsVerified() throws Exception {
        SSLContext server = context(curve.certificate(), curve, curve.key());
        SSLContext client = context(rsa.certificate(), rsa, rsa.key());
        IOException refused = catchThrowableOfType(IOException.class, () -> handshake(server, client));
        assertThat(refused).hasMessageContaining("certification path");
        SSLContext trusting = TlsContext.of(TlsSettings.of(TlsSettings.Mode.REQUIRED), SECRETS);
        assertThat(handshake(server, trusting)).isEqualTo("CN=curve");
    }

    @Test
    void aWrongPasswordIsToldAndNotShown() {
        UpgradeException error =
                refusal(settings(rsa.certificate(), rsa, rsa.encryptedKey()), reference -> Secret.of("wr0ng-canary"));
        assertThat(error).hasMessageContaining("rsa-encrypted.key").hasMessageNotContaining("wr0ng-canary");
    }

    @Test
    void whatIsMissingIsTold() throws IOException {
        TlsSettings noPassword = new TlsSettings(
                TlsSettings.Mode.VERIFY_HOST,
                Optional.empty(),
                Optional.of(rsa.certificate()),
                Optional.of(rsa.encryptedKey()),
                Optional.empty());
        assertThat(refusal(noPassword, SECRETS)).hasMessageContaining("is encrypted");
        assertThat(refusal(settings(rsa.certificate(), rsa, rsa.certificate()), SECRETS))
                .hasMessageContaining("openssl pkcs8 -topk8");
        assertThat(refusal(settings(rsa.key(), rsa, rsa.key()), SECRETS)).hasMessageContaining("no certificate in it");
        assertThat(refusal(settings(folder.resolve("absent.crt"), rsa, rsa.key()), SECRETS))
                .hasMessageContaining("absent.crt");
    }

    @Test
    void withoutTlsThereIsNoContext() {
        assertThatIllegalArgumentException().isThrownBy(() -> TlsContext.of(TlsSettings.DISABLED, SECRETS));
    }

    private static UpgradeException refusal(TlsSettings settings, SecretResolver secrets) {
        UpgradeException error = catchThrowableOfType(UpgradeException.class, () -> TlsContext.of(settings, secrets));
        assertThat(error.code()).isEqualTo("tls-file-unreadable");
        return error;
    }

    private static SSLContext context(Path authority, KeyFiles own, Path key) {
        return TlsContext.of(settings(authority, own, key), SECRETS);
    }

    private static TlsSettings settings(Path authority, KeyFiles own, Path key) {
        return new TlsSettings(
                TlsSettings.Mode.VERIFY_AUTHORITY,
                Optional.of(authority),
                Optional.of(own.certificate()),
                Optional.of(key),
                Optional.of(SecretRef.env("KEY_PASSWORD")));
    }

    /** The name in the certificate that the server shows; it asks the client for one too where that has any. */
    private static String handshake(SSLContext serverSide, SSLContext clientSide) throws Exception {
        try (SSLServerSocket listener =
                (SSLServerSocket) serverSide.getServerSocketFactory().createServerSocket(0)) {
            listener.setWantClientAuth(true);
            Thread server = new Thread(() -> {
                try (SSLSocket accepted = (SSLSocket) listener.accept();
                        InputStream in = accepted.getInputStream()) {
                    in.transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client has refused.
                }
            });
            server.start();
            try (SSLSocket client =
                    (SSLSocket) clientSide.getSocketFactory().createSocket("localhost", listener.getLocalPort())) {
                client.startHandshake();
                return client.getSession().getPeerPrincipal().getName();
            } finally {
                server.join();
            }
        }
    }
}
