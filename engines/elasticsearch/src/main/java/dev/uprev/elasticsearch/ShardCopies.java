package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which nodes have copies of which shards. */
final class ShardCopies {
    private final Cluster cluster;

    ShardCopies(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Shards that nobody could read any more if a node stopped, though their indices have more than one copy of each:
     * another copy is missing already.
     */
    Set<String> onlyAt(String node) {
        Map<String, Integer> elsewhere = new TreeMap<>();
        Set<String> here = new TreeSet<>();
        Set<String> several = new TreeSet<>();
        for (JsonNode shard : cluster.get("/_cat/shards?format=json&h=index,shard,prirep,state,node")) {
            String name =
                    shard.path("index").asText() + "[" + shard.path("shard").asText() + "]";
            boolean active =
                    Set.of("STARTED", "RELOCATING").contains(shard.path("state").asText());
            if (shard.path("prirep").asText().equals("r")) {
                several.add(name);
            }
            // While it moves, the name of the node that it goes to follows.
            if (active && shard.path("node").asText().split(" ", -1)[0].equals(node)) {
                here.add(name);
            } else if (active) {
                elsewhere.merge(name, 1, Integer::sum);
            }
        }
        here.removeIf(name -> elsewhere.containsKey(name) || !several.contains(name));
        return here;
    }

    /**
     * Has shards served again of which all copies that count are gone, by copies that the nodes have of them.
     *
     * @param newestFirst the nodes whose copies are to be preferred
     * @return which shards that was done to
     */
    Set<String> useWhatIsThere(List<String> newestFirst) {
        Set<String> done = new TreeSet<>();
        JsonNode stores = cluster.get("/_shard_stores?status=red");
        for (Map.Entry<String, JsonNode> index : stores.path("indices").properties()) {
            for (Map.Entry<String, JsonNode> shard :
                    index.getValue().path("shards").properties()) {
                Set<String> nodes = nodes(shard.getValue().path("stores"));
                Optional<String> node =
                        newestFirst.stream().filter(nodes::contains).findFirst();
                if (node.isPresent()) {
                    cluster.call(Call.json(
                            "POST", "/_cluster/reroute", command(index.getKey(), shard.getKey(), node.get())));
                    done.add(index.getKey() + "[" + shard.getKey() + "]");
                }
            }
        }
        return done;
    }

    /**
     * The names of the nodes: each store is an object with one node in it by its id, beside what is said of the copy.
     */
    private static Set<String> nodes(JsonNode stores) {
        Set<String> names = new TreeSet<>();
        for (JsonNode store : stores) {
            if (store.has("allocation_id") && !store.has("store_exception")) {
                store.forEach(part -> {
                    if (part.isObject() && part.has("name")) {
                        names.add(part.path("name").asText());
                    }
                });
            }
        }
        return names;
    }

    private static ObjectNode command(String index, String shard, String node) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.putArray("commands")
                .addObject()
                .putObject("allocate_stale_primary")
                .put("index", index)
                .put("shard", Integer.parseInt(shard))
                .put("node", node)
                .put("accept_data_loss", true);
        return body;
    }
}
