package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Stand-in. */
record SourceIndices(List<DocumentSet> documentSets, Map<String, JsonNode> definitions) {}
