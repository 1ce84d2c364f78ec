package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.json.Json;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import dev.uprev.transfer.FollowedDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stand-in. */
final class Definitions {
    private Definitions() {}

    static SourceIndices dump(StepContext context, ArchiveWriter archive, Cluster source) {
        List<DocumentSet> sets = new ArrayList<>();
        SortedMap<String, JsonNode> all = new TreeMap<>();
        for (Map.Entry<String, JsonNode> index : source.get("/_all").properties()) {
            if (index.getKey().startsWith(".")) {
                continue;
            }
            all.put(index.getKey(), index.getValue());
            if (source.product().isTypeless()) {
                sets.add(new DocumentSet(index.getKey(), DocumentSet.ONLY_TYPE));
            } else {
                index.getValue().path("mappings").fieldNames().forEachRemaining(type -> {
                    if (!type.equals("_default_")) {
                        sets.add(new DocumentSet(index.getKey(), type));
                    }
                });
            }
        }
        if (archive.completed().stream().noneMatch(entry -> entry.kind().equals("objects"))) {
            try (ItemWriter item = archive.begin("objects", "indices", 0)) {
                ObjectNode node = Json.mapper().createObjectNode();
                node.put("typeless", source.product().isTypeless());
                node.putObject("indices").setAll(all);
                byte[] bytes = Json.mapper().writeValueAsBytes(node);
                item.write(bytes, 0, bytes.length);
                item.complete(all.size(), new TreeMap<>());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new SourceIndices(sets, all);
    }

    static TargetIndices restore(StepContext context, FollowedDump dump, Cluster target, Runnable check) {
        ArchiveFollower items = dump.items(check);
        Optional<ArchiveEntry> item = items.next();
        while (item.isPresent() && !item.get().kind().equals("objects")) {
            item = items.next();
        }
        JsonNode node = read(dump.archive());
        for (Map.Entry<String, JsonNode> index : node.path("indices").properties()) {
            ObjectNode settings =
                    index.getValue().path("settings").path("index").deepCopy();
            settings.remove(List.of("creation_date", "uuid", "version", "provided_name", "mapping", "routing"));
            ObjectNode body = Json.mapper().createObjectNode();
            body.set("settings", settings);
            Map<String, JsonNode> types = new TreeMap<>();
            index.getValue().path("mappings").properties().forEach(e -> types.put(e.getKey(), e.getValue()));
            types.remove("_default_");
            JsonNode mapping = index.getValue().path("mappings");
            if (!node.path("typeless").asBoolean()) {
                mapping = types.isEmpty()
                        ? Json.mapper().createObjectNode()
                        : types.values().iterator().next();
            }
            body.set("mappings", mapping);
            if (!target.product().isTypeless()) {
                ObjectNode typed = Json.mapper().createObjectNode();
                typed.set(types.isEmpty() ? "_doc" : types.keySet().iterator().next(), mapping);
                body.set("mappings", typed);
            }
            Answer answer = target.ask(Call.json("PUT", Paths.of(index.getKey()), body));
            if (!answer.isSuccess() && !answer.errorType().contains("already_exists")) {
                throw new IllegalStateException(answer.error());
            }
        }
        return targets(context, dump.archive(), target);
    }

    static TargetIndices targets(StepContext context, ArchiveReader archive, Cluster target) {
        SortedMap<String, TargetIndices.Destination> all = new TreeMap<>();
        JsonNode node = read(archive);
        for (Map.Entry<String, JsonNode> index : node.path("indices").properties()) {
            HashSet<String> types = new HashSet<>();
            if (node.path("typeless").asBoolean()) {
                types.add("_doc");
            } else {
                index.getValue().path("mappings").fieldNames().forEachRemaining(types::add);
            }
            for (String type : types) {
                all.put(
                        new DocumentSet(index.getKey(), type).name(),
                        new TargetIndices.Destination(
                                index.getKey(), target.product().isTypeless() ? "_doc" : type, Optional.empty()));
            }
        }
        return new TargetIndices(all);
    }

    private static JsonNode read(ArchiveReader archive) {
        ArchiveEntry entry = archive.entries().stream()
                .filter(e -> e.kind().equals("objects"))
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ItemReader item = archive.read(entry)) {
            while (item.next()) {
                content.write(item.buffer(), 0, item.length());
            }
        }
        try {
            return Json.mapper().readTree(content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void complete(StepContext context, ArchiveReader archive, Cluster target) {}

    static void compare(StepContext context, ArchiveReader archive, Cluster target, Differences differences) {}

    static void undo(StepContext context, Cluster target) {
        target.ask(Call.of("DELETE", "/_all"));
    }
}
