package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** What the programs, the settings and the disk of a node mean for its upgrade in place. */
final class NodeChecks {
    private final Cluster cluster;
    private final NodeSite site;
    private final List<Hop> hops;
    private final ServerFiles files;
    private final List<Finding> findings = new ArrayList<>();

    NodeChecks(Cluster cluster, NodeSite site, List<Hop> hops, InstanceController servers) {
        this.cluster = cluster;
        this.site = site;
        this.hops = hops;
        this.files = servers.files(DatabaseEngine.ELASTICSEARCH, site.name()).orElseThrow();
    }

    List<Finding> look(Path archive) throws IOException {
        JsonNode node = cluster.get("/_nodes/" + Paths.encoded(site.node()) + "/settings,plugins?flat_settings=true")
                .path("nodes")
                .elements()
                .next();
        if (program(hops.get(0).from()).isEmpty()) {
            block(
                    "old-version-not-installed",
                    hops.get(0).from() + " is not among " + files.binaries().keySet() + " for node " + site,
                    "there would be no way back: the node could not be started again with the program it has now",
                    "keep that program in a folder that the instance controller knows");
        }
        for (Hop hop : hops) {
            Optional<Path> program = program(hop.to());
            if (program.isEmpty()) {
                block(
                        "version-not-installed",
                        hop.to() + " is not among " + files.binaries().keySet() + " for node " + site,
                        "the instance controller has no program of that version",
                        "install it, or name its folder to the instance controller");
            } else {
                ServerHome.ofPrograms(program.get()).ifPresent(home -> {
                    plugins(node, hop, home);
                    java(home);
                });
            }
            settings(node, hop);
        }
        room(archive);
        return findings;
    }

    /** The folder of the newest program of a line. */
    private Optional<Path> program(Version line) {
        Optional<Path> newest = Optional.empty();
        for (var program : files.binaries().entrySet()) {
            if (program.getKey().belongsTo(line)) {
                newest = Optional.of(program.getValue());
            }
        }
        return newest;
    }

    /** Other controllers know by themselves how they start a node. */
    private boolean isOfLocalController() {
        return Files.isRegularFile(site.data().resolveSibling(ElasticsearchLocalServers.SETTINGS));
    }

    private void java(ServerHome home) {
        if (isOfLocalController() && !JavaChoice.isThere(home)) {
            findings.add(Finding.warning(
                    "java-not-found",
                    home + ", for node " + site,
                    "it brought no Java with it, and no other that suits it is in the usual places",
                    "install a Java from " + JavaChoice.of(home).oldest() + " to "
                            + JavaChoice.of(home).newest() + ", unless the setting \"" + JavaChoice.SETTING
                            + "\" of the node names one"));
        }
    }

    private void plugins(JsonNode node, Hop hop, ServerHome home) {
        SortedSet<String> missing = names(node.path("plugins"));
        missing.removeAll(home.plugins());
        missing.removeAll(home.modules());
        if (home.modules().contains("x-pack-core")) {
            missing.removeIf(name -> name.startsWith("x-pack"));
        }
        if (!missing.isEmpty()) {
            block(
                    "plugin-missing",
                    String.join(", ", missing) + " of node " + site,
                    "they are not installed in " + home + ", and what indices use of them would be missing",
                    "install them there in the version for " + hop.to() + ": bin/elasticsearch-plugin install");
        }
        SortedSet<String> modules = names(node.path("modules"));
        modules.retainAll(List.of(
                "analysis-common", "parent-join", "percolator", "mapper-extras", "lang-painless", "ingest-common"));
        modules.removeAll(home.modules());
        if (!modules.isEmpty()) {
            findings.add(Finding.warning(
                    "module-missing",
                    String.join(", ", modules) + " of node " + site,
                    home + " was packaged without them; indices that use them will not open",
                    "take the whole distribution of " + hop.to()));
        }
    }

    private static SortedSet<String> names(JsonNode list) {
        SortedSet<String> names = new TreeSet<>();
        list.forEach(each -> names.add(each.path("name").asText()));
        return names;
    }

    private void settings(JsonNode node, Hop hop) {
        SortedMap<String, String> settings = new TreeMap<>();
        node.path("settings")
                .properties()
                .forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
        // They are written anew, by the names that the release has for them.
        List<String> gone = NodeSettings.gone(
                (isOfLocalController() ? NodeSettings.named(settings, hop.to()) : settings).keySet(),
                hop.from(),
                hop.to());
        if (!gone.isEmpty()) {
            block(
                    "setting-gone",
                    String.join(", ", gone) + " of node " + site,
                    "version " + hop.to() + " does not know them, and does not start with them",
                    "take them out of elasticsearch.yml, or give them by the names that the newer version has");
        }
    }

    private void room(Path archive) throws IOException {
        AtomicLong lucene = new AtomicLong();
        AtomicLong others = new AtomicLong();
        Files.walkFileTree(site.data(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean linked = NodeFiles.isOfLucene(site.data().relativize(file));
                (linked ? lucene : others).addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            /** The node deletes what it needs no more. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        Path folder = archive.toAbsolutePath();
        while (!Files.exists(folder)) {
            folder = Optional.ofNullable(folder.getParent()).orElseThrow();
        }
        FileStore disk = Files.getFileStore(folder);
        boolean same = disk.equals(Files.getFileStore(site.data()));
        long needed = others.get() + (same ? 0 : lucene.get());
        if (disk.getUsableSpace() < needed) {
            block(
                    "disk-space",
                    (disk.getUsableSpace() >> 20) + " MiB free at " + archive + ", about " + ((needed >> 20) + 1)
                            + " MiB needed",
                    "the data of node " + site + " are kept there for the way back",
                    "make room, or name a folder as the archive that is on the disk with the data, where most is"
                            + " linked and not copied");
        }
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
