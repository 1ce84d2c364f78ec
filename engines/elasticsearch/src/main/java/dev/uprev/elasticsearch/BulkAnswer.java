package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the documents of a bulk request.
 *
 * @param refused numbers of those that the server had no room for, or no node; they may be sent again
 * @param newer how many were there in a newer version
 * @param rejected what it has against others, by their numbers
 */
record BulkAnswer(BitSet refused, int newer, SortedMap<Integer, String> rejected) {
    /** What to ask for: an answer of some bytes where all went well. */
    static final String FIELDS = "filter_path=errors,items.*.status,items.*.error";

    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 300;

    /** Reads an answer, of which nothing but its first member is looked at where all went well. */
    static BulkAnswer read(InputStream body, int documents) throws IOException {
        BitSet refused = new BitSet();
        SortedMap<Integer, String> rejected = new TreeMap<>();
        int newer = 0;
        int items = 0;
        boolean errors = true;
        JsonInput json = new JsonInput(body);
        json.require('{');
        for (String name = json.member(); !name.isEmpty(); name = json.member()) {
            if (name.equals("errors")) {
                errors = json.tree().asBoolean();
                if (!errors) {
                    return new BulkAnswer(refused, 0, rejected);
                }
            } else if (name.equals("items")) {
                json.require('[');
                while (json.element()) {
                    JsonNode result = json.tree().elements().next();
                    int status = result.path("status").asInt();
                    if (status == CONFLICT) {
                        newer++;
                    } else if (status == TOO_MANY || status == UNAVAILABLE) {
                        refused.set(items);
                    } else if (status >= FAILED) {
                        rejected.put(items, new Answer(status, result).error());
                    }
                    items++;
                }
            } else {
                json.skip();
            }
        }
        if (errors && items != documents) {
            throw new JsonInputException("the answer tells of " + items + " documents, not of " + documents);
        }
        return new BulkAnswer(refused, newer, rejected);
    }
}
