package dev.uprev.net;

import dev.uprev.secret.Redactor;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A certificate that signs itself, made by keytool, and its key as PEM files.
 *
 * @param encryptedKey the key under {@link #PASSWORD}
 */
record KeyFiles(Path certificate, Path key, Path encryptedKey) {
    static final String PASSWORD = "s3cret";
    private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";

    static KeyFiles create(Path folder, String name, String algorithm) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        ToolRunner.local(new Redactor())
                .run(ToolCommand.of(Path.of(System.getProperty("java.home"), "bin", "keytool"))
                        .arguments("-genkeypair", "-alias", name, "-keyalg", algorithm, "-validity", "9999")
                        .arguments("-dname", "CN=" + name, "-storetype", "PKCS12")
                        .arguments("-keystore", store.toString(), "-storepass", PASSWORD)
                        .build());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey(name, PASSWORD.toCharArray());
        return new KeyFiles(
                write(
                        folder.resolve(name + ".crt"),
                        "CERTIFICATE",
                        keys.getCertificate(name).getEncoded()),
                write(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
                write(folder.resolve(name + "-encrypted.key"), "ENCRYPTED PRIVATE KEY", encrypted(key)));
    }

    private static byte[] encrypted(Key key) throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(ALGORITHM).generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
        // The same parameters by the name that Java has an object identifier for.
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
        parameters.init(cipher.getParameters().getEncoded());
        return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key.getEncoded())).getEncoded();
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
