package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Analyzers and their parts on their way to 7.0 or a newer release. For one index or template. */
final class AnalysisConversions {
    private static final Pattern DEFINITION =
            Pattern.compile("index\\.analysis\\.(analyzer|normalizer|tokenizer|filter|char_filter)\\.(.+)\\.type");
    private static final Pattern USE =
            Pattern.compile("index\\.analysis\\.(?:analyzer|normalizer)\\..+\\.(tokenizer|filter|char_filter)");
    private static final String STANDARD = "standard";

    /** By the sort of the part: what it was called, and is called now. */
    private static final Map<String, Map<String, String>> RENAMED = Map.of(
            "tokenizer", Map.of("nGram", "ngram", "edgeNGram", "edge_ngram"),
            "filter",
                    Map.of(
                            "nGram",
                            "ngram",
                            "edgeNGram",
                            "edge_ngram",
                            "delimited_payload_filter",
                            "delimited_payload"),
            "char_filter", Map.of("htmlStrip", "html_strip"));

    private final Move move;
    private final SortedMap<String, JsonNode> settings;
    private final Changes changes;

    AnalysisConversions(Move move, SortedMap<String, JsonNode> settings, Changes changes) {
        this.move = move;
        this.settings = settings;
        this.changes = changes;
    }

    void convert() {
        if (!move.to().hasSince(7, 0)) {
            return;
        }
        htmlAnalyzers();
        List<String> standardFilters = standardFilters();
        settings.replaceAll((key, value) -> {
            Matcher definition = DEFINITION.matcher(key);
            if (definition.matches()) {
                return renamed(key, definition.group(1), value);
            }
            Matcher use = USE.matcher(key);
            return use.matches() ? used(key, use.group(1), value, standardFilters) : value;
        });
        if (!move.from().hasSince(7, 0)) {
            limit(Conversion.NGRAM_LIMIT, "ngram", "min_gram", 1, "max_gram", 2, 1, "index.max_ngram_diff");
            limit(
                    Conversion.SHINGLE_LIMIT,
                    "shingle",
                    "min_shingle_size",
                    2,
                    "max_shingle_size",
                    2,
                    3,
                    "index.max_shingle_diff");
        }
    }

    /** The analyzer standard_html_strip is made of parts that are still there. */
    private void htmlAnalyzers() {
        for (String key : List.copyOf(settings.keySet())) {
            if (key.matches("index\\.analysis\\.analyzer\\..+\\.type")
                    && Settings.text(settings, key).equals(Optional.of("standard_html_strip"))) {
                String analyzer = key.substring(0, key.length() - "type".length());
                settings.put(key, TextNode.valueOf("custom"));
                settings.put(analyzer + "tokenizer", TextNode.valueOf(STANDARD));
                settings.put(analyzer + "char_filter", texts(List.of("html_strip")));
                settings.put(analyzer + "filter", texts(List.of("lowercase")));
                changes.add(Conversion.ANALYSIS_RENAMED, key + ": standard_html_strip becomes a custom one");
            }
        }
    }

    /** Names of the filters that do nothing; their definitions go. */
    private List<String> standardFilters() {
        List<String> names = new ArrayList<>(List.of(STANDARD));
        for (String key : List.copyOf(settings.keySet())) {
            Matcher definition = DEFINITION.matcher(key);
            if (definition.matches()
                    && definition.group(1).equals("filter")
                    && Settings.text(settings, key).equals(Optional.of(STANDARD))) {
                names.add(definition.group(2));
                String prefix = key.substring(0, key.length() - "type".length());
                settings.keySet().removeIf(each -> each.startsWith(prefix));
                changes.add(Conversion.STANDARD_FILTER, prefix + "* is left out");
            }
        }
        return names;
    }

    private JsonNode renamed(String key, String sort, JsonNode value) {
        return Optional.ofNullable(RENAMED.getOrDefault(sort, Map.of()).get(value.asText()))
                .map(name -> {
                    changes.add(Conversion.ANALYSIS_RENAMED, key + ": " + value.asText() + " becomes " + name);
                    return (JsonNode) TextNode.valueOf(name);
                })
                .orElse(value);
    }

    /** What an analyzer names is one of its own index, or a built-in one. */
    private JsonNode used(String key, String sort, JsonNode value, List<String> standardFilters) {
        if (!value.isArray()) {
            List<String> names = List.of(value.asText().split(",", -1)).stream()
                    .map(String::strip)
                    .toList();
            List<String> now = used(key, sort, names, standardFilters);
            return now.equals(names) ? value : TextNode.valueOf(String.join(",", now));
        }
        List<String> names = new ArrayList<>();
        value.forEach(each -> names.add(each.asText()));
        return texts(used(key, sort, names, standardFilters));
    }

    private List<String> used(String key, String sort, List<String> names, List<String> standardFilters) {
        List<String> now = new ArrayList<>();
        for (String name : names) {
            boolean own = settings.containsKey("index.analysis." + sort + "." + name + ".type");
            Optional<String> other = Optional.ofNullable(
                            RENAMED.getOrDefault(sort, Map.of()).get(name))
                    .filter(ignored -> !own);
            if (sort.equals("filter") && standardFilters.contains(name) && !own) {
                changes.add(Conversion.STANDARD_FILTER, key + ": " + name + " is left out");
            } else {
                other.ifPresent(to -> changes.add(Conversion.ANALYSIS_RENAMED, key + ": " + name + " becomes " + to));
                now.add(other.orElse(name));
            }
        }
        return now;
    }

    private void limit(
            Conversion conversion,
            String type,
            String least,
            int leastDefault,
            String most,
            int mostDefault,
            int allowed,
            String setting) {
        int widest = 0;
        for (Map.Entry<String, JsonNode> each : settings.entrySet()) {
            if (each.getKey().matches("index\\.analysis\\.(tokenizer|filter)\\..+\\.type")
                    && each.getValue().asText().equals(type)) {
                String prefix = each.getKey().substring(0, each.getKey().length() - "type".length());
                int difference = Settings.number(settings, prefix + most, mostDefault)
                        - Settings.number(settings, prefix + least, leastDefault);
                widest = Math.max(widest, difference);
            }
        }
        if (widest > Math.max(allowed, Settings.number(settings, setting, allowed))) {
            settings.put(setting, TextNode.valueOf(String.valueOf(widest)));
            changes.add(conversion, setting + ": " + widest);
        }
    }

    private static ArrayNode texts(List<String> names) {
        ArrayNode array = Json.mapper().createArrayNode();
        names.forEach(array::add);
        return array;
    }
}
