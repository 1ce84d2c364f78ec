package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the nodes of an upgrade in place and at where their files are; notes what hinders that. */
final class NodeInspection {
    private static final DatabaseEngine ENGINE = DatabaseEngine.ELASTICSEARCH;
    private static final String CONFIGURATION = "-Des.path.conf=";

    private final UpgradeRequest request;
    private final UpgradeTarget.InPlace target;
    private final Version source;
    private final InspectionContext access;
    private final InstanceController servers;
    private final List<Finding> findings;

    /** @param findings gets what hinders */
    NodeInspection(
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
        List<NodeSite> sites = new ArrayList<>();
        if (target.servers().size() != request.source().addresses().size()) {
            block(
                    "names-and-addresses",
                    target.servers() + " and " + request.source().addresses(),
                    "each node needs its address and its name",
                    "give as many names as addresses, in the same order");
            return Optional.empty();
        }
        for (int i = 0; i < target.servers().size(); i++) {
            String name = target.servers().get(i);
            Optional<ServerFiles> files = servers.files(ENGINE, name);
            if (files.isEmpty()) {
                block(
                        "server-files-unknown",
                        name,
                        "the instance controller does not show the files of a node of that name",
                        "give an instance controller that knows this node, by the name that it has there");
                continue;
            }
            site(name, request.source().addresses().get(i), files.get()).ifPresent(sites::add);
        }
        return sites.size() == target.servers().size() ? Optional.of(new InPlaceFacts(sites)) : Optional.empty();
    }

    private Optional<NodeSite> site(String name, HostPort address, ServerFiles files) {
        Path data;
        try {
            data = files.data().toRealPath();
        } catch (IOException e) {
            return unreadable(files.data());
        }
        if (!Files.isReadable(data) || !Files.isWritable(data)) {
            return unreadable(data);
        }
        Instance one = request.source().withAddresses(List.of(address));
        try (Cluster cluster = Cluster.open(Side.SOURCE, one, access.secrets())) {
            return site(name, address, data, cluster);
        }
    }

    private Optional<NodeSite> unreadable(Path data) {
        block(
                "data-folder-unreadable",
                data.toString(),
                "this process may not read and write the node's data folder, or there is none",
                "run this as the owner of the data folder, or as root");
        return Optional.empty();
    }

    private Optional<NodeSite> site(String name, HostPort address, Path data, Cluster cluster) {
        if (!cluster.product().version().equals(source)) {
            block(
                    "mixed-versions",
                    "node " + name + " is " + cluster.product().version() + ", another " + source,
                    "an upgrade in place begins with nodes of one version",
                    "bring all nodes to the same version first");
        }
        var node = cluster.get("/_nodes/_local/settings,jvm?flat_settings=true").path("nodes").properties().stream()
                .findFirst()
                .orElseThrow();
        JsonNode told = node.getValue();
        List<Path> folders = dataFolders(told.path("settings"));
        if (folders.size() != 1 || !isSame(folders.get(0), data)) {
            block(
                    folders.size() > 1 ? "several-data-folders" : "other-data-folder",
                    "the node says " + folders + ", the instance controller " + data,
                    folders.size() > 1
                            ? "the data of a node in several folders cannot be kept for the way back by this version"
                            : "the node at the address is not the one that the instance controller knows by that name",
                    folders.size() > 1
                            ? "move the node's data to one folder, or use dump and restore"
                            : "give the address and the name of one and the same node, on this machine");
            return Optional.empty();
        }
        String master =
                cluster.get("/_cluster/state/master_node").path("master_node").asText();
        return Optional.of(new NodeSite(
                name,
                address,
                told.path("name").asText(),
                node.getKey().equals(master) ? NodeSite.MASTER : rank(told.path("roles")),
                data,
                configuration(told.path("jvm").path("input_arguments"), data)));
    }

    private static int rank(JsonNode roles) {
        for (JsonNode role : roles) {
            if (role.asText().equals("master")) {
                return NodeSite.MAY_BE_MASTER;
            }
        }
        return NodeSite.NO_MASTER;
    }

    private static List<Path> dataFolders(JsonNode settings) {
        JsonNode told = settings.path("path.data");
        List<Path> folders = new ArrayList<>();
        if (told.isArray()) {
            told.forEach(each -> folders.add(Path.of(each.asText())));
        } else if (told.isTextual()) {
            folders.add(Path.of(told.asText()));
        } else if (settings.has("path.data.0")) {
            for (int i = 0; settings.has("path.data." + i); i++) {
                folders.add(Path.of(settings.path("path.data." + i).asText()));
            }
        } else {
            folders.add(Path.of(settings.path("path.home").asText(), "data"));
        }
        return folders;
    }

    /** As the node was told, or where the controller for this machine has it. */
    private static Optional<Path> configuration(JsonNode arguments, Path data) {
        List<Path> folders = new ArrayList<>();
        for (JsonNode argument : arguments) {
            if (argument.asText().startsWith(CONFIGURATION)) {
                folders.add(Path.of(argument.asText().substring(CONFIGURATION.length())));
            }
        }
        return Stream.concat(folders.stream(), Stream.of(data.resolveSibling(ElasticsearchLocalServers.CONFIGURATION)))
                .filter(folder -> folder.isAbsolute() && Files.isDirectory(folder) && Files.isReadable(folder))
                .findFirst();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
