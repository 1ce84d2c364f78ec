package dev.uprev.redis;

import dev.uprev.digest.Xxh64;
import dev.uprev.json.Json;
import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
            List<Reply> parts = library.list();
            functions.put(field(parts, "library_name"), digest(field(parts, "library_code")));
        }
        SortedSet<String> users = new TreeSet<>();
        server.call("ACL", "USERS").list().forEach(name -> users.add(name.toString()));
        return new ServerExtras(functions, users);
    }

    private static String field(List<Reply> parts, String name) {
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (parts.get(i).toString().equals(name)) {
                return parts.get(i + 1).toString();
            }
        }
        return "";
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
