package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The connection string of a subscription: how the server that subscribes reaches the other one. What it is there in
 * another way than here (host, port, files of TLS) is told by an option of the request, in the words of libpq.
 *
 * @param isBack whether the source subscribes to the target
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">Connection strings</a>
 */
record PublisherAddress(UpgradeRequest request, boolean isBack, Instance publisher, SecretResolver secrets) {
    /** The option: how the target reaches the source. */
    static final String OF_SOURCE = "source-from-target";

    /** The option: how the source reaches the target, for the way back. */
    static final String OF_TARGET = "target-from-source";

    private static final Pattern PASSWORD = Pattern.compile("(?i)password\\s*=");

    /**
     * The string, with the password in it: never to be shown or kept.
     *
     * @throws UpgradeException {@code credentials-in-option}, and what the resolver of secrets throws
     */
    String of(String database) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("host", joined(HostPort::host));
        words.put("port", joined(address -> String.valueOf(address.port())));
        words.put("dbname", database);
        words.put("sslmode", Connections.sslMode(publisher.tls().mode()));
        words.put("connect_timeout", "10");
        publisher.user().ifPresent(user -> words.put("user", user));
        publisher.password().ifPresent(reference -> {
            try (Secret password = secrets.resolve(reference)) {
                words.put("password", password.reveal());
            }
        });
        if (publisher.addresses().size() > 1) {
            words.put("target_session_attrs", "read-write");
        }
        // Of a word that is there twice, libpq takes the last.
        return words.entrySet().stream()
                        .map(word -> word.getKey() + "=" + quoted(word.getValue()))
                        .collect(Collectors.joining(" "))
                + " " + override();
    }

    private String override() {
        String option = isBack ? OF_TARGET : OF_SOURCE;
        String words = request.option(option).orElse("");
        if (PASSWORD.matcher(words).find()) {
            throw UpgradeException.failed("credentials-in-option", "the option \"" + option + "\" has a password in it")
                    .why("options are written to plans, journals and logs")
                    .fix("leave it out there; the password of the instance is used");
        }
        return words;
    }

    private String joined(Function<HostPort, String> part) {
        return publisher.addresses().stream().map(part).collect(Collectors.joining(","));
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
