package dev.uprev.elasticsearch;

import dev.uprev.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Users of a node as files of its configuration, which need no running node. Of a password the files have a salted
 * hash.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/file-realm.html">File-based user
 *     authentication</a>
 */
final class FileUsers {
    private static final int ITERATIONS = 10_000;
    private static final int BITS = 256;

    private FileUsers() {}

    /** A line of the file for them. */
    static String line(String user, Secret password) {
        return user + ":" + hash(password) + "\n";
    }

    private static String hash(Secret password) {
        byte[] salt = new byte[BITS / Byte.SIZE];
        new SecureRandom().nextBytes(salt);
        PBEKeySpec key = new PBEKeySpec(password.reveal().toCharArray(), salt, ITERATIONS, BITS);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return "{PBKDF2}" + ITERATIONS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }
}
