package dev.uprev.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is known of a document besides its source.
 *
 * @param version counted by the server, or the client's own; {@link #NO_VERSION} where the server does not tell
 * @param routing what it was routed by instead of its id
 * @param parent of an index of 5.x with {@code _parent}
 */
record Document(String id, long version, Optional<String> routing, Optional<String> parent) {
    static final long NO_VERSION = -1;

    /** The line before its source in the body of a bulk request, which never replaces a newer version. */
    byte[] action() {
        StringBuilder line = new StringBuilder(96).append("{\"index\":{\"_id\":");
        JsonText.append(line, id);
        routing.ifPresent(text -> JsonText.append(line.append(",\"routing\":"), text));
        parent.ifPresent(text -> JsonText.append(line.append(",\"parent\":"), text));
        if (version != NO_VERSION) {
            line.append(",\"version\":").append(version).append(",\"version_type\":\"external_gte\"");
        }
        return line.append("}}\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
