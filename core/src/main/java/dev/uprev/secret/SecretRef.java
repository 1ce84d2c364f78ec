package dev.uprev.secret;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.uprev.error.UpgradeException;
import java.util.Locale;

/**
 * Where a secret is to be found, never the secret itself: {@code env:NAME}, {@code file:PATH}, or a scheme of the
 * user's own that a {@link SecretResolver} knows.
 */
public record SecretRef(String scheme, String name) {
    public SecretRef {
        if (!scheme.matches("[a-z][a-z0-9+.-]*") || name.isBlank()) {
            // The text is not shown: it may be a password put here by mistake.
            throw UpgradeException.failed("invalid-secret-reference", "cannot use this as a reference to a secret")
                    .why("a reference has the form SCHEME:NAME and is not the secret itself")
                    .fix("write env:NAME or file:/path/of/the/file");
        }
    }

    /** A secret in the environment variable of that name. */
    public static SecretRef env(String name) {
        return new SecretRef("env", name);
    }

    /** A secret that is the content of a file, less one line break at its end. */
    public static SecretRef file(String path) {
        return new SecretRef("file", path);
    }

    /**
     * Reads {@code SCHEME:NAME}.
     *
     * @throws UpgradeException {@code invalid-secret-reference}; the message does not repeat the text
     */
    @JsonCreator
    public static SecretRef parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new SecretRef("", text)
                : new SecretRef(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return scheme + ":" + name;
    }
}
