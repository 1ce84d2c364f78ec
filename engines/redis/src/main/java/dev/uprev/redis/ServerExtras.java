package dev.uprev.redis;

import dev.uprev.digest.Xxh64;
import dev.uprev.json.Json;
import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server has besides keys, to be compared after an upgrade in place.
 *
 * @param functions digests of the libraries' code by name; from 7.0 on
 * @param users names of users; from 6.0 on
 */
record ServerExtras(SortedMap<String, String> functions, SortedSet<String> users) {
    static ServerExtras of(RespConnection server) throws IOException {
        SortedMap<String, String> functions = new TreeMap<>();
        for (Reply library : server.call("FUNCTION", "LIST", "WITHCODE").list()) {
            Map<String, Reply> parts = library.named();
            functions.put(String.valueOf(parts.get("library_name")), digest(String.valueOf(parts.get("library_code"))));
        }
        SortedSet<String> users = new TreeSet<>();
        server.call("ACL", "USERS").list().forEach(name -> users.add(name.toString()));
        return new ServerExtras(functions, users);
    }

    private static String digest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Long.toHexString(Xxh64.hash(bytes, 0, bytes.length, 0));
    }

    static ServerExtras fromJson(String text) {
        return Json.read(text, ServerExtras.class);
    }

    String toJson() {
        return Json.write(this);
    }

    /** What is missing or has changed later; a newer server may have more. */
    void compare(ServerExtras later, Differences differences) {
        functions.forEach((name, code) -> {
            String now = later.functions.getOrDefault(name, "missing");
            if (!Objects.equals(code, now)) {
                differences.add(new Difference("function library " + name, "code", code, now));
            }
        });
        users.forEach(name -> {
            if (!later.users.contains(name)) {
                differences.add(new Difference("user " + name, "user", "present", "missing"));
            }
        });
    }

    int count() {
        return functions.size() + users.size();
    }
}
