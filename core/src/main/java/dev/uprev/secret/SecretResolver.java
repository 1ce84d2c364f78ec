package dev.uprev.secret;

import dev.uprev.error.UpgradeException;

/**
 * Fetches secrets when a step needs them. {@link #standard()} knows {@code env:NAME} and {@code file:PATH}; a scheme of
 * one's own is added so:
 *
 * <pre>{@code
 * SecretResolver.standard().orElse(SecretResolver.forScheme("vault", ref -> Secret.of(vault.read(ref.name()))))
 * }</pre>
 *
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface SecretResolver {
    /** The code of the error that lets {@link #orElse} ask the next resolver. */
    String UNKNOWN_SCHEME = "unknown-secret-scheme";

    /**
     * The value behind a reference; the caller closes it.
     *
     * @throws UpgradeException {@code unknown-secret-scheme} when this resolver does not know the scheme,
     *     {@code secret-not-found}, {@code secret-empty} or {@code secret-unreadable} when it has no value for it; the
     *     message names the reference
     */
    Secret resolve(SecretRef reference);

    /**
     * Environment variables and files. A file's content is taken as UTF-8, less one line break at its end; a file that
     * its group or others may read is reported in the log.
     */
    static SecretResolver standard() {
        return new StandardSecretResolver(System::getenv);
    }

    /** A resolver that is asked for references of this scheme only, and does not know any other. */
    static SecretResolver forScheme(String scheme, SecretResolver resolver) {
        return reference -> {
            if (!reference.scheme().equals(scheme)) {
                throw unknownScheme(reference);
            }
            return resolver.resolve(reference);
        };
    }

    /** This resolver, and the next one for the schemes that this one does not know. */
    default SecretResolver orElse(SecretResolver next) {
        return reference -> {
            try {
                return resolve(reference);
            } catch (UpgradeException e) {
                if (!e.code().equals(UNKNOWN_SCHEME)) {
                    throw e;
                }
                return next.resolve(reference);
            }
        };
    }

    /** This resolver, with every secret that it gives made known to the redactor, until that forgets it. */
    default SecretResolver watchedBy(Redactor redactor) {
        return reference -> {
            Secret secret = resolve(reference);
            redactor.register(secret);
            return secret;
        };
    }

    /** The error of a resolver that does not know the scheme of a reference. */
    static UpgradeException unknownScheme(SecretRef reference) {
        return UpgradeException.failed(UNKNOWN_SCHEME, "cannot resolve the reference \"" + reference + "\"")
                .why("no resolver knows the scheme \"" + reference.scheme() + "\"")
                .fix("write env:NAME or file:PATH, or configure a SecretResolver for that scheme");
    }
}
