package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.net.NetworkErrors;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at the servers of an upgrade in place and at where their files are; notes what hinders that. */
final class InPlaceInspection {
    private static final DatabaseEngine ENGINE = DatabaseEngine.REDIS;

    private final UpgradeRequest request;
    private final UpgradeTarget.InPlace target;
    private final Version source;
    private final InspectionContext access;
    private final InstanceController servers;
    private final List<Finding> findings;

    /** @param findings gets what hinders */
    InPlaceInspection(
            UpgradeRequest request,
            Version source,
            InspectionContext access,
            InstanceController servers,
            List<Finding> findings) {
        this.request = request;
        this.target = (UpgradeTarget.InPlace) request.target();
        this.source = source;
        this.access = access;
        this.servers = servers;
        this.findings = findings;
    }

    /** The facts; absent where something is missing, which is then among the findings. */
    Optional<InPlaceFacts> look() {
        List<ServerSite> sites = new ArrayList<>();
        Set<NewProgram> programs = new HashSet<>();
        for (int i = 0; i < target.servers().size(); i++) {
            String name = target.servers().get(i);
            Optional<ServerFiles> files = servers.files(ENGINE, name);
            if (files.isEmpty()) {
                block(
                        "server-files-unknown",
                        name,
                        "the instance controller does not show the files of a server of that name",
                        "give an instance controller that knows this server, by the name that it has there");
                continue;
            }
            site(name, request.source().addresses().get(i), files.get()).ifPresent(sites::add);
            programs.addAll(programs(files.get()));
        }
        Optional<NewProgram> program = chosen(programs);
        return program.isPresent() && sites.size() == target.servers().size()
                ? Optional.of(new InPlaceFacts(sites, program.get()))
                : Optional.empty();
    }

    private Optional<ServerSite> site(String name, HostPort address, ServerFiles files) {
        if (files.binaries().keySet().stream().noneMatch(version -> version.belongsTo(source))) {
            block(
                    "old-version-not-installed",
                    source + " is not among " + files.binaries().keySet(),
                    "there would be no way back: the server could not be started again with the program it has now",
                    "keep that program in a folder that the instance controller knows");
        }
        Path data;
        try {
            data = files.data().toRealPath();
        } catch (IOException e) {
            return unreadable(files.data());
        }
        if (!Files.isReadable(data) || !Files.isWritable(data)) {
            return unreadable(data);
        }
        Connections connections = new Connections(Side.SOURCE, request.source(), access.secrets());
        try (RespConnection server = connections.open(address)) {
            return site(name, address, data, server);
        } catch (IOException e) {
            throw NetworkErrors.lost("server " + name + " does not answer any more", request.source(), e);
        }
    }

    private Optional<ServerSite> unreadable(Path data) {
        block(
                "data-folder-unreadable",
                data.toString(),
                "this process may not read and write the server's data folder, or there is none",
                "run this as the owner of the data folder, or as root");
        return Optional.empty();
    }

    private Optional<ServerSite> site(String name, HostPort address, Path data, RespConnection server)
            throws IOException {
        Settings settings = new Settings(server);
        Optional<String> folder = settings.get("dir");
        if (folder.isEmpty()) {
            block(
                    "config-forbidden",
                    "CONFIG GET dir",
                    "the server does not tell where its data are: the command is renamed, or forbidden to the user",
                    "allow CONFIG to the user, and do not rename it");
            return Optional.empty();
        }
        if (!isSame(Path.of(folder.get()), data)) {
            block(
                    "other-data-folder",
                    "the server says " + folder.get() + ", the instance controller " + data,
                    "the server at the address is not the one that the instance controller knows by that name",
                    "give the address and the name of one and the same server, on this machine");
            return Optional.empty();
        }
        ServerInfo info = ServerInfo.of(server);
        Optional<Path> configuration = configuration(info, data);
        ConfigurationFile file = ConfigurationFile.read(configuration); // 2.8 does not tell the name of its AOF
        return Optional.of(new ServerSite(
                name,
                address,
                info.isReplica(),
                data,
                settings.text("dbfilename"),
                !settings.text("save").isEmpty(),
                settings.text("appendonly").equals("yes"),
                settings.get("appendfilename").orElse(file.value("appendfilename")),
                settings.text("appenddirname"),
                info.isCluster() ? settings.text("cluster-config-file") : "",
                configuration,
                settings.get("aclfile").filter(users -> !users.isEmpty()).map(data::resolve)));
    }

    /** As the server says, or where the controller for this machine has it, whose servers read it by way of another. */
    private static Optional<Path> configuration(ServerInfo info, Path data) {
        return Stream.of(Path.of(info.field("config_file")), data.resolveSibling(RedisLocalServers.CONFIGURATION))
                .filter(file -> file.isAbsolute() && Files.isRegularFile(file) && Files.isReadable(file))
                .findFirst();
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.isSameFile(one, other);
    }

    private List<NewProgram> programs(ServerFiles files) {
        List<NewProgram> found = new ArrayList<>();
        for (Map.Entry<Version, Path> installed : files.binaries().entrySet()) {
            if (installed.getKey().belongsTo(target.version())) {
                RedisLocalServers names = new RedisLocalServers();
                Stream.concat(Stream.of(names.serverProgram()), names.otherServerPrograms().stream())
                        .map(installed.getValue()::resolve)
                        .flatMap(program -> NewProgram.ask(access.tools(), program, installed.getKey()).stream())
                        .findFirst()
                        .ifPresent(found::add);
            }
        }
        if (found.isEmpty()) {
            block(
                    "version-not-installed",
                    target.version() + " is not among " + files.binaries().keySet(),
                    "the instance controller has no program of that version",
                    "install it, or name its folder to the instance controller");
        }
        return found;
    }

    private Optional<NewProgram> chosen(Set<NewProgram> programs) {
        if (programs.stream().map(NewProgram::flavour).distinct().count() > 1) {
            block(
                    "product-ambiguous",
                    programs.toString(),
                    "both products have a release of that version",
                    "ask for the whole version, or have the instance controller know one of them only");
            return Optional.empty();
        }
        return programs.stream().max((one, other) -> one.version().compareTo(other.version()));
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
