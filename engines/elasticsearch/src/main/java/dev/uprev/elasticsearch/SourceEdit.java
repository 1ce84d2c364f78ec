package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is added to the source of every document of a mapping type on its way: its place in a join, which was told by
 * {@code _parent} before. It goes right behind the opening brace; everything else stays byte for byte.
 *
 * @param field name of the join field, which no document has yet
 * @param relation the document's own side of the join: the name of its former type
 * @param child whether it needs a parent
 */
record SourceEdit(String field, String relation, boolean child) {
    /**
     * The member to be added, without a comma.
     *
     * @param parent {@code _parent} of the document
     */
    byte[] member(Optional<String> parent) {
        ObjectNode join = Json.mapper().createObjectNode().put("name", relation);
        parent.filter(id -> child).ifPresent(id -> join.put("parent", id));
        ObjectNode added = Json.mapper().createObjectNode();
        if (join.size() == 1) {
            added.put(field, relation);
        } else {
            added.set(field, join);
        }
        String text = Json.write(added);
        return text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
}
