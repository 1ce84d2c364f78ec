package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.digest.ContentDigest;
import dev.uprev.json.Json;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.ComparedDump;
import dev.uprev.transfer.Differences;
import dev.uprev.transfer.RunArchive;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Notes what a cluster holds before an upgrade in place, and compares that with what it holds afterwards. Of all
 * indices, their states and the numbers of documents; of those that are not the server's own, besides, all that defines
 * them and a digest of their documents; the objects of the cluster.
 *
 * <p>The definitions are in an archive as that of a dump, in the folder of the run, and with them the digests. Where
 * others write all the time, neither is noted.
 */
final class InPlaceComparison {
    private static final String CENSUS = "noted indices";
    private static final String DIGESTS = "digests";

    private final StepContext run;
    private final StepContext noted;
    private final ClusterWatch watch;
    private final VerificationLevel level;
    private final boolean written;

    InPlaceComparison(StepContext run) {
        this.run = run;
        this.noted = new ComparedDump(run);
        this.watch = new ClusterWatch(run);
        this.level = run.plan().request().verification();
        this.written = isWritten(run.plan().request().services());
    }

    /** Services that keep running write. */
    static boolean isWritten(ServiceSettings services) {
        return !services.services().isEmpty() && !services.quiesce();
    }

    private boolean looksInside() {
        return level != VerificationLevel.NONE && !written;
    }

    /** Notes what there is. */
    void note() throws Exception {
        IndexCensus census = watch.talk(IndexCensus::refreshed);
        if (looksInside()) {
            try (Cluster cluster = open();
                    ArchiveWriter archive = RunArchive.open(noted)) {
                SourceIndices indices = Definitions.dump(noted, archive, cluster);
                SortedMap<String, String> digests = new TreeMap<>();
                for (SourceIndex index : indices.all()) {
                    if (level == VerificationLevel.CONTENT
                            && index.documentsGo()
                            && !indices.unreadable().containsKey(index.name())) {
                        digests.put(index.name(), digest(cluster, index.name(), index.types()));
                    }
                }
                JsonItem.write(archive, DIGESTS, DIGESTS, digests, digests.size(), () -> {});
                archive.finish();
            }
        }
        run.remember(CENSUS, census.toJson());
    }

    private Cluster open() {
        return Cluster.open(Side.SOURCE, run.source(), run.secrets());
    }

    private String digest(Cluster cluster, String index, List<String> types) throws Exception {
        ContentDigest digest = new ContentDigest();
        LiveDocuments documents = new LiveDocuments(noted, cluster);
        for (String type : types) {
            documents.read(new DocumentSet(index, type), found -> {
                synchronized (digest) {
                    found.forEach(document -> digest.add(document.hash()));
                }
            });
        }
        return digest.toString();
    }

    /** @param differences gets what is not as it was */
    Verification compare(Differences differences) throws Exception {
        IndexCensus before = IndexCensus.fromJson(run.recall(CENSUS).orElseThrow());
        before.compare(watch.talk(IndexCensus::refreshed), written, differences);
        long objects = before.indices().size();
        if (looksInside()) {
            try (Cluster cluster = open();
                    ArchiveReader archive = ArchiveReader.open(noted.archive())) {
                DumpedDefinitions dumped = DumpedDefinitions.of(archive);
                JsonNode digests = archive.entries().stream()
                        .filter(entry -> entry.kind().equals(DIGESTS))
                        .findFirst()
                        .map(entry -> JsonItem.read(archive, entry))
                        .orElseThrow();
                for (SourceIndex index : dumped.indices()) {
                    compare(
                            cluster,
                            dumped.index(index),
                            digests.path(index.name()).asText(),
                            differences);
                }
                objects += new ObjectComparison(noted, dumped, cluster, differences)
                        .carryOut(ObjectComparison.Converted.LOOKED_FOR);
            }
        }
        return new Verification(
                looksInside() ? level : VerificationLevel.QUICK, objects, before.documents(), differences.first());
    }

    private void compare(Cluster cluster, IndexDefinition before, String digest, Differences differences)
            throws Exception {
        IndexComparison comparison = new IndexComparison(before.name(), differences);
        Optional<JsonNode> answer = cluster.find(Paths.of(before.name()) + "?flat_settings=true");
        if (answer.isEmpty()) {
            comparison.differ("index", "there", IndexComparison.MISSING);
            return;
        }
        IndexDefinition now = IndexDefinition.of(before.name(), answer.get().path(before.name()), cluster.product());
        comparison.settings(kept(before, now), now.settings());
        for (String type : before.types()) {
            comparison.mapping(mapping(before, type), mapping(now, type));
        }
        comparison.aliases(before.aliases(), now.aliases());
        if (!digest.isEmpty()) {
            String found = digest(cluster, now.name(), now.types());
            if (!found.equals(digest)) {
                comparison.differ("documents", digest, found);
            }
        }
    }

    /** Without those that the server has put aside because it does not know them any more. */
    private static SortedMap<String, JsonNode> kept(IndexDefinition before, IndexDefinition now) {
        SortedMap<String, JsonNode> kept = new TreeMap<>(before.settings());
        kept.keySet().removeIf(name -> now.settings().containsKey("archived." + name));
        return kept;
    }

    /** That of a mapping type, or the only one of a release that knows no types any more. */
    private static ObjectNode mapping(IndexDefinition index, String type) {
        return Optional.ofNullable(index.mappings().get(type))
                .or(() -> Optional.ofNullable(index.mappings().get(DocumentSet.ONLY_TYPE)))
                .orElseGet(Json.mapper()::createObjectNode);
    }
}
