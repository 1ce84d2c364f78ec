package dev.uprev.elasticsearch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths of requests, in which names of indices and documents may have any letters. */
final class Paths {
    private Paths() {}

    /** A path of these parts, each encoded. */
    static String of(String... parts) {
        return Stream.of(parts).map(Paths::encoded).collect(Collectors.joining("/", "/", ""));
    }

    /** Several names in the place of one. */
    static String names(List<String> names) {
        return names.stream().map(Paths::encoded).collect(Collectors.joining(","));
    }

    /** A part of a path, or a value of a query. */
    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
