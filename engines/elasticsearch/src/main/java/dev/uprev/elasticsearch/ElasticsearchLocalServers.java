package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.LocalServer;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Elasticsearch nodes on this machine. Settings are those of elasticsearch.yml: a text, a number, or a list with
 * commas. Those that a release knows by another name, such as {@code transport.tcp.port}, are given to it by that one.
 * Besides there are {@value #HEAP}, the memory of its Java as in {@code 512m} (1g where it is absent), and
 * {@value JavaChoice#SETTING}, folders of Java as a path list, for releases that brought none.
 *
 * <p>Elasticsearch does not run as root: the controller then needs a launcher. Where a password is given, the file of
 * users in the node's configuration has the user with a hash of it, who may do all. Unless its settings name others, a
 * node is alone. A node may speak TLS by settings of its own, with a certificate in the folder of its configuration;
 * then who connects to it has to say so.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/settings.html">Configuration</a>
 */
final class ElasticsearchLocalServers implements LocalServerSupport {
    static final String HEAP = "heap";

    /** All but data and log. */
    static final Path FOLDER = Path.of("node");

    static final Path CONFIGURATION = FOLDER.resolve("config");
    static final Path TEMPORARY = FOLDER.resolve("tmp");

    static final Path SETTINGS = CONFIGURATION.resolve("elasticsearch.yml");

    /** Reads passwords of the other kind, whatever is meant by its name: it is who may do all that has to be named. */
    private static final String BUILT_IN_USER = "elastic";

    private static final String ENCRYPTED = "xpack.security.http.ssl.enabled";

    private static final Set<String> OURS =
            Set.of("network.host", "http.host", "http.port", "path.data", "path.logs", "xpack.security.enabled");

    @Override
    public String serverProgram() {
        return "elasticsearch";
    }

    @Override
    public List<String> usualFolders() {
        return List.of(
                "/usr/share/elasticsearch*/bin",
                "/opt/elasticsearch*/bin",
                "/usr/local/elasticsearch*/bin",
                "/opt/homebrew/opt/elasticsearch*/bin");
    }

    /**
     * Told by the name of its jar: the program would start a Java, and older ones do not get along with newer Javas.
     */
    @Override
    public Optional<Version> version(Path program) {
        return Optional.ofNullable(program.toAbsolutePath().getParent())
                .flatMap(ServerHome::ofPrograms)
                .map(ServerHome::version);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UpgradeException {@code invalid-setting} for a setting that the controller decides, or a password where
     *     there are no users
     */
    @Override
    public List<ToolCommand> create(LocalServer server, Optional<Secret> password) {
        server.settings().keySet().stream().filter(OURS::contains).findFirst().ifPresent(name -> {
            throw invalid("the setting \"" + name + "\" of the node", name)
                    .why("the instance controller decides it")
                    .fix("leave it out");
        });
        ToolCommand folders = ToolCommand.of("mkdir")
                .arguments("-p", "-m", "700", server.data().toString())
                .arguments(server.folder().resolve(CONFIGURATION).toString())
                .arguments(server.folder().resolve(TEMPORARY).toString())
                .build();
        return password.isEmpty()
                ? List.of(folders)
                : List.of(
                        folders,
                        write(server, "users", FileUsers.line(user(server), password.get())),
                        write(server, "users_roles", "superuser:" + user(server) + "\n"));
    }

    private static String user(LocalServer server) {
        if (!home(server).hasSecurity()) {
            throw invalid("a password of the node", server.version())
                    .why("this release was packaged without security, and asks nobody for a password")
                    .fix("leave \"password\" out, or take a release with the module x-pack-security");
        }
        return server.instance()
                .user()
                .filter(name -> name.matches("[A-Za-z0-9_.-]+") && !name.equals(BUILT_IN_USER))
                .orElseThrow(() -> invalid(
                                "the user of the node", server.instance().user().orElse("none"))
                        .why("the user of a new node is one of the file of users, and not the built-in one")
                        .fix("give \"user\", another name than " + BUILT_IN_USER));
    }

    private static UpgradeException.Builder invalid(String what, Object seen) {
        return UpgradeException.failed("invalid-setting", "cannot use " + what).seen(seen);
    }

    /** Written by the launcher's user, for whom alone it is to be. */
    private static ToolCommand write(LocalServer server, String name, String text) {
        Path file = server.folder().resolve(CONFIGURATION).resolve(name);
        return ToolCommand.of("sh")
                .arguments("-c", "umask 077; cat >\"$1\"", "sh", file.toString())
                .input(ToolInput.bytes(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static ServerHome home(LocalServer server) {
        return ServerHome.ofPrograms(server.programs())
                .orElseThrow(() -> UpgradeException.failed(
                                "version-not-installed", "cannot find Elasticsearch " + server.version())
                        .seen(server.programs())
                        .why("there is no lib/elasticsearch-VERSION.jar beside it")
                        .fix("bring the programs back"));
    }

    @Override
    public SortedMap<Path, String> configuration(LocalServer server) {
        return NodeConfiguration.files(server);
    }

    @Override
    public ToolCommand start(LocalServer server, Optional<Secret> password) {
        return new NodeCommand(server, home(server)).build();
    }

    /**
     * Whether it answers requests, be it that it still looks for the others or opens its indices. It is asked without a
     * login: to refuse that is an answer too, and nobody has to be trusted with the password for it.
     */
    @Override
    public boolean answers(LocalServer server, Optional<Secret> password) {
        boolean encrypted = Boolean.parseBoolean(server.settings().get(ENCRYPTED));
        Instance instance = Instance.of(
                        DatabaseEngine.ELASTICSEARCH,
                        server.instance().address().toString())
                .withTls(TlsSettings.of(encrypted ? TlsSettings.Mode.REQUIRED : TlsSettings.Mode.DISABLED));
        return Cluster.isUp(Side.TARGET, instance, SecretResolver.standard());
    }
}
