package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.LocalServer;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Redis and Valkey servers on this machine. Settings are those of redis.conf, of which a value of several words stays
 * as it is. Unless they say otherwise, a server saves its data when it is stopped, and now and then while it runs.
 *
 * <p>A password reaches the server on its standard input, and is in no file and no command line. It is that of the user
 * {@code default} where no other is named, and the one by which the server logs in to its own kind as a replica.
 * Another user, from 6.0 on, may do all, and then {@code default} nothing.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/config/">Configuration</a>
 */
final class RedisLocalServers implements LocalServerSupport {
    static final Path CONFIGURATION = Path.of("redis.conf");

    private static final String DEFAULT_USER = "default";
    private static final Version USERS = Version.parse("6.0");
    private static final Version CHANNEL_RULES = Version.parse("6.2");
    /** Where there is a configuration file, releases before 7.0 save only what it says. */
    private static final List<String> SAVES = List.of("3600 1", "300 100", "60 10000");

    private static final Set<String> OURS = Set.of("bind", "port", "dir", "logfile", "pidfile", "daemonize");
    private static final Set<String> SECRET = Set.of("requirepass", "masterauth", "primaryauth", "user");

    @Override
    public String serverProgram() {
        return "redis-server";
    }

    @Override
    public List<String> otherServerPrograms() {
        return List.of("valkey-server");
    }

    @Override
    public List<String> usualFolders() {
        return List.of(
                "/usr/bin",
                "/usr/local/bin",
                "/opt/redis*/bin",
                "/opt/valkey*/bin",
                "/usr/local/redis*/bin",
                "/usr/local/valkey*/bin",
                "/opt/homebrew/opt/redis*/bin",
                "/opt/homebrew/opt/valkey*/bin");
    }

    /**
     * {@inheritDoc}
     *
     * @throws UpgradeException {@code invalid-setting} for a setting that the controller decides, a secret among the
     *     settings, or a user where there are none
     */
    @Override
    public List<ToolCommand> create(LocalServer server, Optional<Secret> password) {
        checkUser(server);
        server.settings().keySet().forEach(RedisLocalServers::checkSetting);
        return List.of(ToolCommand.of("mkdir")
                .arguments("-m", "700", server.data().toString())
                .build());
    }

    @Override
    public SortedMap<Path, String> configuration(LocalServer server) {
        List<String> lines = new ArrayList<>();
        HostPort address = server.instance().address();
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("bind", address.host());
        ours.put("port", String.valueOf(address.port()));
        ours.put("dir", quoted(server.data().toString()));
        ours.put("logfile", quoted(server.log().toString()));
        ours.put("pidfile", quoted(pidFile(server).toString()));
        ours.put("daemonize", "yes");
        ours.forEach((name, value) -> lines.add(name + " " + value));
        if (!server.settings().containsKey("save")) {
            SAVES.forEach(points -> lines.add("save " + points));
        }
        server.settings().forEach((name, value) -> {
            lines.add(name + " " + (value.isEmpty() ? quoted("") : value));
        });
        return new TreeMap<>(Map.of(CONFIGURATION, String.join("\n", lines) + "\n"));
    }

    private static void checkUser(LocalServer server) {
        if (user(server).isPresent() && server.version().isOlderThan(USERS)) {
            throw UpgradeException.failed("invalid-setting", "cannot make a user of the server")
                    .seen(user(server).get())
                    .why("Redis " + server.version() + " has no users, only a password")
                    .fix("leave \"user\" out, or take Redis " + USERS + " or newer");
        }
    }

    private static void checkSetting(String name) {
        if (OURS.contains(name)) {
            throw invalid(name, "the instance controller decides it", "leave it out");
        }
        if (SECRET.contains(name)) {
            throw invalid(
                    name,
                    "settings are written to files and plans, and this is a secret",
                    "give \"password\" as env:NAME or file:PATH, and \"user\"");
        }
    }

    private static UpgradeException invalid(String name, String why, String fix) {
        return UpgradeException.failed("invalid-setting", "cannot use the setting \"" + name + "\" of the server")
                .why(why)
                .fix(fix);
    }

    @Override
    public ToolCommand start(LocalServer server, Optional<Secret> password) {
        List<String> lines = new ArrayList<>();
        lines.add("include " + quoted(server.folder().resolve(CONFIGURATION).toString()));
        password.ifPresent(secret -> lines.addAll(access(server, secret)));
        String text = String.join("\n", lines) + "\n";
        return ToolCommand.of(server.program(server.serverProgram()))
                .arguments("-")
                .input(ToolInput.bytes(text.getBytes(StandardCharsets.UTF_8)))
                .fix("see what it says of its configuration, " + CONFIGURATION + ", and its log, " + server.log())
                .build();
    }

    /** Another user than {@code default}. */
    private static Optional<String> user(LocalServer server) {
        return server.instance().user().filter(name -> !name.equals(DEFAULT_USER));
    }

    private static List<String> access(LocalServer server, Secret secret) {
        String password = quoted(secret.reveal());
        Optional<String> user = user(server);
        if (user.isEmpty()) {
            return List.of("requirepass " + password, "masterauth " + password);
        }
        String channels = server.version().isOlderThan(CHANNEL_RULES) ? "" : " allchannels";
        return List.of(
                "user " + quoted(user.get()) + " on " + quoted(">" + secret.reveal()) + " allkeys allcommands"
                        + channels,
                "user " + DEFAULT_USER + " off",
                "masteruser " + quoted(user.get()),
                "masterauth " + password);
    }

    /** The signal TERM has a server save where it has save points, and end what it was writing to its AOF. */
    @Override
    public Optional<ToolCommand> stop(LocalServer server) {
        return Optional.empty();
    }

    /** Whether its data are loaded: while it reads them, the port is open already. */
    @Override
    public boolean answers(LocalServer server, Optional<Secret> password) {
        // Somebody may have changed the password since; then it is up all the same.
        return List.of("", "login-refused").contains(refusal(server, password));
    }

    @Override
    public boolean isLoading(LocalServer server, Optional<Secret> password) {
        return refusal(server, password).equals("server-starting");
    }

    /** The code of the error that a login ends with; empty where there is none. */
    private static String refusal(LocalServer server, Optional<Secret> password) {
        Instance instance = server.instance();
        SecretResolver known =
                reference -> password.map(secret -> secret.use(Secret::of)).orElseThrow();
        try {
            new Connections(Side.TARGET, instance, known)
                    .open(instance.address())
                    .close();
            return "";
        } catch (UpgradeException e) {
            return e.code();
        } catch (IOException e) {
            return "cannot-connect";
        }
    }

    /** One word of redis.conf, whatever characters are in it. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
