package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one Redis server: its data set, its log, and what it needs besides. */
final class RedisFiles implements StartableServer {
    private final RedisSetup setup;
    private final Path program;
    private final Version version;
    private final Path home;
    private final Path data;
    private final Path log;
    private final Path configuration;
    private Optional<Path> passwordFile = Optional.empty();
    private Optional<TestCertificate> certificate = Optional.empty();

    private RedisFiles(RedisSetup setup) throws IOException {
        this.setup = setup;
        this.program = RedisProgram.in(setup.bin);
        this.version = ServerProgram.version(program, ServerAccount.SELF);
        if (setup.tls && !RedisProgram.hasTls(program)) {
            throw Unavailable.because("TLS of Redis " + version, "its program was built without TLS")
                    .seen(program)
                    .fix("take another release");
        }
        this.home = Files.createTempDirectory("uprev-redis");
        this.data = setup.data.orElse(home.resolve("data"));
        this.log = setup.log.orElse(home.resolve("log"));
        this.configuration = home.resolve("redis.conf");
    }

    /** Makes the files that are not there yet; none stays when that fails. */
    static RedisFiles create(RedisSetup setup) throws IOException {
        RedisFiles files = new RedisFiles(setup);
        try {
            files.create();
            return files;
        } catch (IOException | RuntimeException e) {
            files.delete();
            throw e;
        }
    }

    private void create() throws IOException {
        Files.createDirectories(data);
        if (setup.password.isPresent()) {
            passwordFile = Optional.of(PrivateFile.write(home.resolve("password"), setup.password.get()));
        }
        if (setup.tls) {
            certificate = Optional.of(TestCertificate.create(home));
        }
        RedisConfiguration.write(configuration, this);
    }

    RedisSetup setup() {
        return setup;
    }

    Path program() {
        return program;
    }

    Version version() {
        return version;
    }

    Path data() {
        return data;
    }

    Path configuration() {
        return configuration;
    }

    Optional<Path> passwordFile() {
        return passwordFile;
    }

    Optional<TestCertificate> certificate() {
        return certificate;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public ServerProcess launch(int port) {
        List<String> command = new ArrayList<>(List.of(program.toString(), configuration.toString()));
        command.addAll(
                setup.tls
                        ? List.of("--port", "0", "--tls-port", Integer.toString(port))
                        : List.of("--port", Integer.toString(port)));
        if (setup.sentinel) {
            command.add("--sentinel");
        }
        return ServerProcess.start(ServerAccount.SELF, home, log, command);
    }

    /** Takes any refusal for an answer but that the data set is still being loaded: INFO may be forbidden. */
    @Override
    public boolean answers(int port, ServerProcess process) {
        try (RedisTalk talk = talk(port)) {
            String answer = talk.ask("INFO");
            if (answer.startsWith("-")) {
                return !answer.startsWith("-LOADING");
            }
            List<String> lines = answer.lines().toList();
            return lines.contains("process_id:" + process.pid()) && !lines.contains("loading:1");
        } catch (IOException e) {
            return false;
        }
    }

    /** A new connection, logged in where there is a password. */
    RedisTalk talk(int port) throws IOException {
        RedisTalk talk = RedisTalk.connect(port, certificate);
        try {
            if (setup.password.isPresent()) {
                talk.ask("AUTH", setup.password.get());
            }
            return talk;
        } catch (IOException e) {
            talk.close();
            throw e;
        }
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public void delete() throws IOException {
        FileTree.delete(home);
    }

    @Override
    public String toString() {
        String product = program.endsWith(RedisProgram.REDIS) ? "Redis" : "Valkey";
        return product + " " + version;
    }
}
