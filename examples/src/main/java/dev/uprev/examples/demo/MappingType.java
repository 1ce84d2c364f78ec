package dev.uprev.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.testkit.servers.ElasticsearchTalk;
import java.io.IOException;

/** The mapping type of the shop's indices, which releases before 7 ask for; a name that 5.x takes too. */
final class MappingType {
    private static final String NAME = "doc";
    private static final int FIRST_MAJOR_WITHOUT = 7;

    private MappingType() {}

    /** Whether this server wants mappings, and documents, by type. */
    static boolean isNeeded(ElasticsearchTalk talk) throws IOException {
        JsonNode version = Json.mapper().readTree(talk.require("GET", "/", "")).path("version");
        boolean openSearch = version.path("distribution").asText().equals("opensearch");
        String major = version.path("number").asText().replaceFirst("\\..*", "");
        return !openSearch && Integer.parseInt(major) < FIRST_MAJOR_WITHOUT;
    }

    /** What stands for the type in the path of a document. */
    static String inPath(ElasticsearchTalk talk) throws IOException {
        return isNeeded(talk) ? NAME : "_doc";
    }

    static String mappings(ElasticsearchTalk talk, String fields) throws IOException {
        return isNeeded(talk) ? "{\"" + NAME + "\": " + fields + "}" : fields;
    }

    /** What says the type in an action of a bulk, with a comma in front. */
    static String inBulk(ElasticsearchTalk talk) throws IOException {
        return isNeeded(talk) ? ",\"_type\":\"" + NAME + "\"" : "";
    }
}
