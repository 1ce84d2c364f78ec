package dev.uprev.redis;

import dev.uprev.json.Json;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many keys a server has in each database.
 *
 * @param databases by number
 */
record KeyCounts(SortedMap<Integer, Count> databases) {
    /**
     * Of one database.
     *
     * @param keys all of them
     * @param mortal those that may go by themselves, because they or their fields expire
     */
    record Count(long keys, long mortal) {}

    static KeyCounts of(ServerInfo info) {
        SortedMap<Integer, Count> counts = new TreeMap<>();
        SortedMap<Integer, Long> mortal = info.mortalKeys();
        info.keys()
                .forEach((database, keys) -> counts.put(database, new Count(keys, mortal.getOrDefault(database, 0L))));
        return new KeyCounts(counts);
    }

    static KeyCounts fromJson(String text) {
        return Json.read(text, KeyCounts.class);
    }

    String toJson() {
        return Json.write(this);
    }

    /** What is missing later other than by expiry, for people; empty where nothing. */
    String lostIn(KeyCounts later) {
        return databases.entrySet().stream()
                .filter(each -> later.keys(each.getKey())
                        < each.getValue().keys() - each.getValue().mortal())
                .map(each -> "database " + each.getKey() + ": "
                        + each.getValue().keys() + " keys before, "
                        + each.getValue().mortal() + " of them with an expiry, " + later.keys(each.getKey()) + " now")
                .collect(Collectors.joining("; "));
    }

    /** Of one database. */
    long keys(int database) {
        return databases.containsKey(database) ? databases.get(database).keys() : 0;
    }

    long total() {
        return databases.values().stream().mapToLong(Count::keys).sum();
    }
}
