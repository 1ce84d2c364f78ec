package dev.uprev.testkit.servers;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.secret.SecretRef;
import java.nio.file.Path;
import java.util.Optional;

/** How the library is told of a test server. */
final class ServerAddress {
    static final String HOST = "127.0.0.1";

    private ServerAddress() {}

    static Instance instance(
            DatabaseEngine engine, int port, Optional<Path> passwordFile, Optional<TestCertificate> certificate) {
        Instance instance = Instance.of(engine, HOST + ":" + port);
        if (passwordFile.isPresent()) {
            instance = instance.withPassword(SecretRef.file(passwordFile.get().toString()));
        }
        return certificate.isPresent() ? instance.withTls(certificate.get().verified()) : instance;
    }
}
