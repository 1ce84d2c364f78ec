package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of one PostgreSQL server: its data directory, its log, and what it needs besides. */
final class PostgresCluster implements StartableServer {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final PostgresSetup setup;
    private final ServerAccount account = ServerAccount.current();
    private final Version version;
    private final Path home;
    private final Path data;
    private final Path log;
    private Optional<Disk> disk = Optional.empty();
    private Optional<Path> passwordFile = Optional.empty();
    private Optional<TestCertificate> certificate = Optional.empty();

    private PostgresCluster(PostgresSetup setup) throws IOException {
        this.setup = setup;
        this.version = ServerProgram.version(setup.bin.resolve("postgres"), account);
        this.home = Files.createTempDirectory("uprev-pg");
        this.data = setup.data.orElse(home.resolve("data"));
        this.log = setup.log.orElse(home.resolve("log"));
    }

    /** Makes the files that are not there yet; none stays when that fails. */
    static PostgresCluster create(PostgresSetup setup) throws IOException {
        PostgresCluster cluster = new PostgresCluster(setup);
        try {
            cluster.create();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.delete();
            throw e;
        }
    }

    private void create() throws IOException {
        Files.createDirectories(data);
        if (setup.tmpfsMebibytes.isPresent()) {
            disk = Optional.of(Disk.inMemory(data, setup.tmpfsMebibytes.getAsInt()));
        }
        if (setup.password.isPresent()) {
            passwordFile = Optional.of(PrivateFile.write(home.resolve("password"), setup.password.get()));
        }
        if (setup.tls) {
            certificate = Optional.of(TestCertificate.create(home));
        }
        giveAway();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initdb();
            Files.write(data.resolve("pg_hba.conf"), hostBasedAuthentication());
        }
        PostgresSettings.write(this);
        giveAway();
    }

    Version version() {
        return version;
    }

    Path data() {
        return data;
    }

    @Override
    public Path log() {
        return log;
    }

    Optional<Path> passwordFile() {
        return passwordFile;
    }

    Optional<TestCertificate> certificate() {
        return certificate;
    }

    PostgresSetup setup() {
        return setup;
    }

    @Override
    public ServerProcess launch(int port) {
        return ServerProcess.start(
                account,
                home,
                log,
                List.of(
                        setup.bin.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + port));
    }

    @Override
    public boolean answers(int port, ServerProcess process) {
        return PostgresPing.answers(port);
    }

    /** The fast mode: transactions are rolled back, connections closed. */
    @Override
    public String stopSignal() {
        return "INT";
    }

    @Override
    public void delete() throws IOException {
        if (disk.isPresent()) {
            disk.get().close();
        }
        FileTree.delete(home);
    }

    private void giveAway() {
        account.own(home);
        account.own(data);
    }

    private void initdb() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                setup.bin.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=postgres",
                "--auth=" + authentication(),
                "--encoding=UTF8",
                "--locale=C"));
        passwordFile.ifPresent(file -> command.add("--pwfile=" + file));
        if (version.major() > 9 || version.minor() >= 3) {
            command.add("--nosync");
        }
        command.addAll(setup.initdbArguments);
        Processes.Result result = Processes.run(home, LIMIT, account.command(command));
        if (!result.ok()) {
            throw UpgradeException.failed("server-start-failed", "initdb of PostgreSQL " + version + " has failed")
                    .seen(result.output().strip())
                    .fix("see what initdb says");
        }
    }

    /** Sockets are off; the local lines are for pg_upgrade, which turns them on in a folder of its own. */
    private List<String> hostBasedAuthentication() {
        String kind = setup.tls ? "hostssl" : "host";
        String tail = " all 127.0.0.1/32 " + authentication();
        return List.of("local all all trust", kind + " all" + tail, kind + " replication" + tail);
    }

    private String authentication() {
        return setup.password.isEmpty() ? "trust" : version.major() >= 10 ? "scram-sha-256" : "md5";
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }
}
