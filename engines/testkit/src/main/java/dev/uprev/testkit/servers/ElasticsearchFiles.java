package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The files of one Elasticsearch node: its data, its log, and what it needs besides. */
final class ElasticsearchFiles implements StartableServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final ElasticsearchSetup setup;
    private final ElasticsearchProgram program;
    private final JavaHome java;
    private final ServerAccount account = ServerAccount.current();
    private final Path home;
    private final Path data;
    private final Path snapshots;
    private final Path log;
    private Optional<TestCertificate> certificate = Optional.empty();
    private Optional<Path> passwordFile = Optional.empty();

    private ElasticsearchFiles(ElasticsearchSetup setup) throws IOException {
        this.setup = setup;
        this.program = ElasticsearchProgram.in(setup.home);
        this.java = program.java();
        if (!setup.users.isEmpty() && !program.hasSecurity()) {
            throw Unavailable.because("security of " + program, "its programs were packaged without it")
                    .seen(program.home())
                    .fix("take Elasticsearch 6.8-full, or 7.17 or newer");
        }
        this.home = Files.createTempDirectory("uprev-es");
        this.data = setup.data.orElse(home.resolve("data"));
        this.snapshots = setup.snapshots.orElse(home.resolve("snapshots"));
        this.log = setup.log.orElse(home.resolve("log"));
    }

    /** Makes the files that are not there yet; none stays when that fails. */
    static ElasticsearchFiles create(ElasticsearchSetup setup) throws IOException {
        ElasticsearchFiles files = new ElasticsearchFiles(setup);
        try {
            files.create();
            return files;
        } catch (IOException | RuntimeException e) {
            files.delete();
            throw e;
        }
    }

    private void create() throws IOException {
        for (Path folder : new Path[] {data, snapshots, configuration(), logs(), temporary()}) {
            Files.createDirectories(folder);
        }
        if (!setup.users.isEmpty()) {
            passwordFile = Optional.of(PrivateFile.write(
                    home.resolve("password"), setup.users.get(0).password()));
        }
        if (setup.tls) {
            certificate = Optional.of(TestCertificate.create(configuration()));
        }
        ElasticsearchConfiguration.write(configuration(), this);
        account.own(home);
        account.own(data);
        account.own(snapshots);
    }

    ElasticsearchSetup setup() {
        return setup;
    }

    ElasticsearchProgram program() {
        return program;
    }

    JavaHome java() {
        return java;
    }

    Path data() {
        return data;
    }

    Path snapshots() {
        return snapshots;
    }

    Path configuration() {
        return home.resolve("config");
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path temporary() {
        return home.resolve("tmp");
    }

    Optional<Path> passwordFile() {
        return passwordFile;
    }

    Optional<TestCertificate> certificate() {
        return certificate;
    }

    /** One of its own, by which it is known from other servers. */
    String clusterName() {
        return setup.membership
                .map(ElasticsearchMembership::cluster)
                .orElseGet(() -> home.getFileName().toString());
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public ServerProcess launch(int port) {
        int transport = setup.membership.map(ElasticsearchMembership::port).orElseGet(FreePort::find);
        return ServerProcess.start(account, program.home(), log, new ElasticsearchCommand(this).words(port, transport));
    }

    /** It is known by its names; alone it has to have its indices opened besides. */
    @Override
    public boolean answers(int port, ServerProcess process) {
        ElasticsearchTalk talk = talk(port);
        try {
            ElasticsearchTalk.Answer self = talk.send(
                    "GET", "/_nodes/_local?filter_path=cluster_name,nodes.*.name", Optional.empty(), START_LIMIT);
            if (!self.body().contains('"' + clusterName() + '"')
                    || !self.body().contains('"' + setup.nodeName() + '"')) {
                return false;
            }
            return setup.membership.isPresent()
                    || talk.send(
                                    "GET",
                                    "/_cluster/health?wait_for_status=yellow&timeout=1s",
                                    Optional.empty(),
                                    START_LIMIT)
                            .body()
                            .contains("\"timed_out\":false");
        } catch (IOException e) {
            return false;
        }
    }

    ElasticsearchTalk talk(int port) {
        return new ElasticsearchTalk(port, setup.users.stream().findFirst(), certificate);
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
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
        return program.toString();
    }
}
