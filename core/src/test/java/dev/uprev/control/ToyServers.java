package dev.uprev.control;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.LocalServer;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An engine whose servers are shell scripts: real processes with real files, and quick. */
final class ToyServers implements LocalServerSupport {
    static final DatabaseEngine TOY = DatabaseEngine.named("toy");
    private static final ToolRunner TOOLS = ToolRunner.local(new Redactor());

    private final Path root;
    final List<String> calls = new ArrayList<>();
    UnaryOperator<ToolRunner> machine = UnaryOperator.identity();
    int completions;

    ToyServers(Path root) {
        this.root = root;
    }

    Path base() {
        return root.resolve("servers");
    }

    /** Installs the programs of a version in a usual folder. */
    Path install(String version) throws IOException {
        return install(root.resolve("lib/toy-" + version + "/bin"), version);
    }

    Path install(Path folder, String version) throws IOException {
        Files.createDirectories(folder);
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("toyd.sh"))) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("@VERSION@", version);
            Path program = Files.writeString(folder.resolve("toyd"), text);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }

    /** Makes the programs misbehave from now on, or behave again. */
    void misbehave(String how, boolean on) throws IOException {
        Files.createDirectories(base());
        if (on) {
            Files.createFile(base().resolve(how));
        } else {
            Files.delete(base().resolve(how));
        }
    }

    LocalInstanceController controller(Path... programs) {
        ToolRunner recorded = machine.apply(TOOLS);
        ToolRunner tools = command -> {
            calls.add(command.arguments().get(0));
            return recorded.run(command);
        };
        return new LocalInstanceController(
                base(),
                List.of(new Provider(this)),
                SecretResolver.standard(),
                new InstalledPrograms(TOOLS.locator(), List.of(programs)),
                new ServerRunner(tools, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()), Duration.ofSeconds(20)),
                List.of());
    }

    @Override
    public String serverProgram() {
        return "toyd";
    }

    @Override
    public List<String> usualFolders() {
        return List.of(root + "/lib/toy-*/bin");
    }

    @Override
    public Optional<String> administrator() {
        return Optional.of("boss");
    }

    @Override
    public SortedMap<Path, String> configuration(LocalServer server) {
        return new TreeMap<>(Map.of(Path.of("conf/toy.conf"), "version " + server.version() + "\n"));
    }

    @Override
    public List<ToolCommand> create(LocalServer server, Optional<Secret> password) {
        ToolCommand.Builder init = ToolCommand.of(server.program("toyd"))
                .arguments("init", server.data().toString());
        password.ifPresent(secret -> init.secretEnvironment("TOY_PASSWORD", secret));
        return List.of(init.build());
    }

    @Override
    public ToolCommand start(LocalServer server, Optional<Secret> password) {
        return ToolCommand.of(server.program("toyd"))
                .arguments("start", server.data().toString())
                .build();
    }

    @Override
    public void complete(LocalServer server, Optional<Secret> password) {
        completions++;
    }

    @Override
    public boolean answers(LocalServer server) {
        return Files.exists(server.data().resolve("up"));
    }

    private record Provider(LocalServerSupport support) implements EngineProvider {
        @Override
        public DatabaseEngine engine() {
            return TOY;
        }

        @Override
        public InstanceInspector inspector() {
            return (instance, request, access) -> {
                throw new AssertionError("nobody looks at the server");
            };
        }

        @Override
        public Optional<LocalServerSupport> localServers() {
            return Optional.of(support);
        }
    }
}
