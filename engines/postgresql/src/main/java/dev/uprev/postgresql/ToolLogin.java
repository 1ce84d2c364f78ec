package dev.uprev.postgresql;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells PostgreSQL's client programs by their environment where and how to log in. Holds the secrets that this takes
 * until it is closed, so close it when the programs have ended. Thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-envars.html">Environment variables of libpq</a>
 */
final class ToolLogin implements AutoCloseable {
    private static final String SERVICE = "uprev";

    private final Instance instance;
    private final Optional<Secret> password;
    /** A service file, which is the only way to give libpq the password of a key other than on the command line. */
    private final Optional<Secret> service;

    /** @throws dev.uprev.error.UpgradeException what the resolver of secrets throws */
    ToolLogin(Instance instance, SecretResolver secrets) {
        this.instance = instance;
        this.service = instance.tls().mode() == TlsSettings.Mode.DISABLED
                ? Optional.empty()
                : instance.tls().clientKeyPassword().map(reference -> {
                    try (Secret value = secrets.resolve(reference)) {
                        return Secret.of("[" + SERVICE + "]\nsslpassword=" + value.reveal() + "\n");
                    }
                });
        this.password = instance.password().map(secrets::resolve);
    }

    /**
     * Begins a call of this program.
     *
     * @param database the database to connect to
     * @param purpose a word or two that an administrator sees in {@code pg_stat_activity}
     */
    ToolCommand.Builder command(Tool tool, String database, String purpose) {
        ToolCommand.Builder command = tool.command();
        environment(database, purpose).forEach(command::environment);
        password.ifPresent(value -> command.secretEnvironment("PGPASSWORD", value));
        service.ifPresent(file -> command.environment("PGSERVICE", SERVICE).secretFile("PGSERVICEFILE", file));
        return command;
    }

    private Map<String, String> environment(String database, String purpose) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGHOST", joined(HostPort::host));
        environment.put("PGPORT", joined(address -> String.valueOf(address.port())));
        environment.put("PGDATABASE", database);
        instance.user().ifPresent(user -> environment.put("PGUSER", user));
        environment.put("PGAPPNAME", "uprev " + purpose);
        environment.put("PGCLIENTENCODING", "UTF8");
        environment.put("PGCONNECT_TIMEOUT", "10");
        environment.put("PGGSSENCMODE", "disable");
        environment.put("PGOPTIONS", "-c default_transaction_read_only=off -c statement_timeout=0");
        if (instance.addresses().size() > 1) {
            environment.put("PGTARGETSESSIONATTRS", "read-write");
        }
        tls(environment);
        return environment;
    }

    private void tls(Map<String, String> environment) {
        TlsSettings tls = instance.tls();
        environment.put("PGSSLMODE", Connections.sslMode(tls.mode()));
        if (tls.mode() == TlsSettings.Mode.DISABLED) {
            return;
        }
        boolean verifies = tls.mode() != TlsSettings.Mode.REQUIRED;
        // From 16 on, libpq takes "system" for the authorities of the platform.
        Optional<String> authority = tls.certificateAuthority().map(Path::toString);
        authority
                .or(() -> verifies ? Optional.of("system") : Optional.empty())
                .ifPresent(file -> environment.put("PGSSLROOTCERT", file));
        tls.clientCertificate().ifPresent(file -> environment.put("PGSSLCERT", file.toString()));
        tls.clientKey().or(tls::clientCertificate).ifPresent(file -> environment.put("PGSSLKEY", file.toString()));
    }

    private String joined(Function<HostPort, String> part) {
        return instance.addresses().stream().map(part).collect(Collectors.joining(","));
    }

    /** Wipes the secrets. */
    @Override
    public void close() {
        password.ifPresent(Secret::close);
        service.ifPresent(Secret::close);
    }
}
