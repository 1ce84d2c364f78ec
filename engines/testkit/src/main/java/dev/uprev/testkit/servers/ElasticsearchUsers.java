package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The users of a server as files, which is the one way that needs no running server.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/file-realm.html">File-based user
 *     authentication</a>
 */
final class ElasticsearchUsers {
    private static final int ITERATIONS = 1_000;
    private static final int BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ElasticsearchUsers() {}

    static void write(Path folder, List<ElasticsearchSetup.User> users) throws IOException {
        List<String> passwords = new ArrayList<>();
        Map<String, List<String>> members = new TreeMap<>();
        for (ElasticsearchSetup.User user : users) {
            passwords.add(user.name() + ":" + hash(user.password()));
            user.roles()
                    .forEach(role -> members.computeIfAbsent(role, any -> new ArrayList<>())
                            .add(user.name()));
        }
        Files.write(folder.resolve("users"), passwords);
        Files.write(
                folder.resolve("users_roles"),
                members.entrySet().stream()
                        .map(role -> role.getKey() + ":" + String.join(",", role.getValue()))
                        .toList());
        for (String empty : List.of("roles.yml", "role_mapping.yml")) {
            Files.writeString(folder.resolve(empty), "");
        }
    }

    /** As the server writes it with the setting {@code pbkdf2_1000}. */
    private static String hash(String password) throws IOException {
        byte[] salt = new byte[BITS / Byte.SIZE];
        RANDOM.nextBytes(salt);
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, BITS);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "{PBKDF2}" + ITERATIONS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot hash a password", e);
        } finally {
            key.clearPassword();
        }
    }
}
