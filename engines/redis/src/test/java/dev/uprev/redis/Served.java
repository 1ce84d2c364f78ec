package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.UprevBuilder;
import dev.uprev.control.LocalInstanceController;
import dev.uprev.journal.Journal;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Approval;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server of the local instance controller. Closing it removes it. */
final class Served implements AutoCloseable {
    private static final DatabaseEngine ENGINE = DatabaseEngine.REDIS;

    final Path base;
    final String name;
    final List<Path> programs;
    final LocalInstanceController servers;
    final Instance instance;

    Served(Path base, String name, List<Path> programs, String version, Map<String, String> settings) {
        this.base = base;
        this.name = name;
        this.programs = programs;
        this.servers = controller(base, programs);
        this.instance = servers.provision(ENGINE, name, Version.parse(version), new TreeMap<>(settings));
    }

    /** A server of the first of these releases, with the programs of all at hand. */
    static Served start(Path folder, Map<String, String> settings, String... releases) {
        List<Path> programs = Stream.of(releases).map(RedisServer::programs).toList();
        return new Served(folder.resolve("servers"), "shop", programs, line(releases[0]), settings);
    }

    static LocalInstanceController controller(Path base, List<Path> programs) {
        return new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new RedisEngine()),
                base,
                programs);
    }

    /** A file with a password that nobody else may read. */
    static Path secretFile(Path folder, String password) throws IOException {
        Path file = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, password);
    }

    /** As a version is asked for: {@code 8} of {@code valkey-8}. */
    static String line(String release) {
        return release.replace("valkey-", "");
    }

    /** Names of all that is in its data folder. */
    List<String> dataFiles() throws IOException {
        try (Stream<Path> all = Files.list(data())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    Path data() {
        return base.resolve(name).resolve("data");
    }

    RespConnection open() {
        return new Connections(Side.SOURCE, instance, SecretResolver.standard()).open(instance.address());
    }

    /** Has each of these done on a connection of its own; the last reply. */
    String ask(String... commands) {
        try (RespConnection redis = open()) {
            String reply = "";
            for (String command : commands) {
                reply = RedisErrors.require(command, redis.call((Object[]) command.split(" ", -1)))
                        .toString();
            }
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerInfo info() {
        return ServerInfo.parse(ask("INFO"));
    }

    String version() {
        return info().flavour().product() + " " + info().version();
    }

    ProcessHandle process() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(base.resolve(name).resolve("pid")).strip()))
                .orElseThrow();
    }

    UpgradeRequest.Builder request(String release) {
        return UpgradeRequest.builder(
                UpgradeMethod.IN_PLACE, instance, new UpgradeTarget.InPlace(name, Version.parse(line(release))));
    }

    UprevBuilder uprev() {
        return Uprev.builder()
                .journal(Journal.directory(base.resolveSibling("journal")))
                .servers(servers)
                .approval(Approval.ALWAYS);
    }

    /** Upgrades it; fails when that is not completed. */
    UpgradeReport upgrade(String release) {
        Uprev uprev = uprev().build();
        UpgradePlan plan = uprev.plan(request(release).build());
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        UpgradeReport report = uprev.execute(plan);
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        return report;
    }

    void fill() throws IOException {
        try (RespConnection redis = open()) {
            Contents.fill(redis, 2000);
        }
    }

    Contents contents() throws IOException {
        try (RespConnection redis = open()) {
            return Contents.of(redis);
        }
    }

    void restart(String release) {
        servers.stop(ENGINE, name);
        servers.start(ENGINE, name, Version.parse(line(release)));
    }

    @Override
    public void close() {
        servers.remove(ENGINE, name);
    }
}
