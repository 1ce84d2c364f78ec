package dev.uprev.testkit.servers;

import dev.uprev.model.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A self-signed certificate for localhost and 127.0.0.1, and its key, as PEM files. The keytool of the running Java
 * makes them, so nothing else need be installed.
 *
 * @param certificate also the authority that clients have to trust
 * @param key readable by its owner only
 */
public record TestCertificate(Path certificate, Path key) {
    private static final String ALIAS = "server";
    private static final String STORE_PASSWORD = "not-secret";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PEM_LINE = 64;

    /** Makes both files in this folder. */
    public static TestCertificate create(Path folder) throws IOException {
        Path store = folder.resolve("server.p12");
        Processes.Result result = Processes.run(
                folder,
                LIMIT,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "3650",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "bc=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD));
        if (!result.ok()) {
            throw Unavailable.because(
                            "a certificate for TLS",
                            "keytool says: " + result.output().strip())
                    .fix("run with a JDK that has bin/keytool");
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, STORE_PASSWORD.toCharArray());
            Key key = keys.getKey(ALIAS, STORE_PASSWORD.toCharArray());
            Certificate certificate = keys.getCertificate(ALIAS);
            return new TestCertificate(
                    Files.writeString(folder.resolve("server.crt"), pem("CERTIFICATE", certificate.getEncoded())),
                    PrivateFile.write(folder.resolve("server.key"), pem("PRIVATE KEY", key.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read " + store, e);
        }
    }

    /** For clients: TLS to a server that shows this certificate and is the host that it names. */
    public TlsSettings verified() {
        return new TlsSettings(
                TlsSettings.Mode.VERIFY_HOST,
                Optional.of(certificate),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
