package dev.uprev.postgresql;

import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.spi.LocalServer;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.ToolCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PostgreSQL servers on this machine, by initdb and pg_ctl. PostgreSQL refuses to run as root; root needs a launcher
 * that puts its rights aside, such as {@code unshare --user}.
 *
 * <p>Settings are those of postgresql.conf, without quotes, and {@code encoding} (UTF8 where absent) and {@code locale}
 * (C where absent) for initdb. Where there is a password, all connections need it; else they are trusted. Connections
 * from other machines need a line in pg_hba.conf besides.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-initdb.html">initdb</a>
 * @see <a href="https://www.postgresql.org/docs/current/app-pg-ctl.html">pg_ctl</a>
 */
final class PostgresqlLocalServers implements LocalServerSupport {
    private static final String ADMINISTRATOR = "postgres";
    private static final String ENCODING = "encoding";
    private static final String LOCALE = "locale";
    /** The path of a socket has 107 bytes at most, of which its name takes 16; some systems have three less. */
    private static final int LONGEST_SOCKET_FOLDER = 87;

    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9/._-]+");
    private static final String WAIT_SECONDS = "120";
    private static final Path CONFIGURATION = Path.of("postgresql.conf");

    @Override
    public String serverProgram() {
        return "postgres";
    }

    @Override
    public List<String> usualFolders() {
        return PgTools.USUAL_FOLDERS;
    }

    @Override
    public Optional<String> administrator() {
        return Optional.of(ADMINISTRATOR);
    }

    @Override
    public List<ToolCommand> create(LocalServer server, Optional<Secret> password) {
        String method = password.isEmpty() ? "trust" : isBefore(server, "10") ? "md5" : "scram-sha-256";
        ToolCommand.Builder initdb = ToolCommand.of(server.program("initdb"))
                .arguments(
                        "--pgdata=" + server.data(),
                        "--username=" + server.instance().user().orElse(ADMINISTRATOR),
                        "--encoding=" + server.settings().getOrDefault(ENCODING, "UTF8"),
                        "--locale=" + server.settings().getOrDefault(LOCALE, "C"),
                        "--auth=" + method)
                .fix("see what initdb says; it refuses to run as root: be somebody else, or give the instance"
                        + " controller a launcher such as unshare --user");
        password.ifPresent(secret -> initdb.secretFileOption("--pwfile=", secret));
        return List.of(initdb.build());
    }

    /** What initdb has written, and after it what was asked for. */
    @Override
    public SortedMap<Path, String> configuration(LocalServer server) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", server.instance().address().host());
        settings.put("port", String.valueOf(server.instance().address().port()));
        settings.putAll(server.settings());
        settings.remove(ENCODING);
        settings.remove(LOCALE);
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        return new TreeMap<>(Map.of(CONFIGURATION, "include 'data/postgresql.conf'\n" + text));
    }

    /**
     * The data directory, which only the server's user can look into; pg_upgrade --check comes in there. None where its
     * path is too long, or has characters that older programs of PostgreSQL do not quote.
     */
    private static String socketFolder(LocalServer server) {
        String folder = server.data().toString();
        return folder.length() <= LONGEST_SOCKET_FOLDER
                        && PLAIN_PATH.matcher(folder).matches()
                ? folder
                : "";
    }

    @Override
    public ToolCommand start(LocalServer server, Optional<Secret> password) {
        String configuration = server.folder().resolve(CONFIGURATION).toString();
        // Not by a setting, whose name has changed in 9.3.
        String options =
                "-c config_file=" + quotedForShell(configuration) + " -k " + quotedForShell(socketFolder(server));
        return pgCtl(server, "start")
                .arguments("--log=" + server.log(), "-o", options)
                .build();
    }

    @Override
    public Optional<ToolCommand> stop(LocalServer server) {
        return Optional.of(pgCtl(server, "stop").arguments("--mode=fast").build());
    }

    private static ToolCommand.Builder pgCtl(LocalServer server, String action) {
        return ToolCommand.of(server.program("pg_ctl"))
                .arguments(action, "--pgdata=" + server.data(), "-w", "-t", WAIT_SECONDS)
                .fix("see the server's log, " + server.log());
    }

    @Override
    public Path pidFile(LocalServer server) {
        return server.data().resolve("postmaster.pid");
    }

    /**
     * Its port is open while it still recovers from a crash; from 10 on the pid file tells in its line 8 whether it is.
     */
    @Override
    public boolean answers(LocalServer server) {
        if (isBefore(server, "10")) {
            return server.isPortOpen();
        }
        try (Stream<String> lines = Files.lines(pidFile(server), StandardCharsets.ISO_8859_1)) {
            return lines.skip(7)
                    .findFirst()
                    .filter(status -> status.strip().equals("ready"))
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false; // not yet written, or just removed
        }
    }

    /** pg_ctl hands its option -o to a shell. */
    private static String quotedForShell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static boolean isBefore(LocalServer server, String line) {
        return server.version().isOlderThan(Version.parse(line));
    }
}
