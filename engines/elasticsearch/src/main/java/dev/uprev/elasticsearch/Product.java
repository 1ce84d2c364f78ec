package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.model.Version;

/**
 * What answers {@code GET /}.
 *
 * @param openSearch whether it is OpenSearch, whose versions are counted anew from 1.0, the successor of Elasticsearch
 *     7.10
 * @param version as it says itself
 */
record Product(boolean openSearch, Version version) {
    /** Before the first answer. */
    static final Product UNKNOWN = new Product(false, Version.parse("0"));

    private static final int FORKED_FROM_MAJOR = 7;
    private static final int FORKED_FROM_MINOR = 10;

    static Product of(JsonNode root) {
        JsonNode version = root.path("version");
        return new Product(
                version.path("distribution").asText().equals("opensearch"),
                Version.find(version.path("number").asText()).orElse(UNKNOWN.version));
    }

    String name() {
        return openSearch ? "OpenSearch" : "Elasticsearch";
    }

    /** Whether it knows what Elasticsearch has had since this release; OpenSearch has what 7.10 had. */
    boolean hasSince(int major, int minor) {
        int ownMajor = openSearch ? FORKED_FROM_MAJOR : version.major();
        int ownMinor = openSearch ? FORKED_FROM_MINOR : version.minor();
        return ownMajor > major || (ownMajor == major && ownMinor >= minor);
    }

    /** Whether indices have no mapping types any more. */
    boolean isTypeless() {
        return hasSince(7, 0);
    }

    @Override
    public String toString() {
        return name() + " " + version;
    }
}
