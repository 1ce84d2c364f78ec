package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ItemReader;
import dev.uprev.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The documents of an item of the archive, as many at a time as go into one bulk request. A document is two lines: what
 * is to be done, and its source. For one thread.
 */
final class BulkBody {
    /** A document that is too large to be one of several. */
    record Large(Document document, long offset, long length) {}

    private final ItemReader item;
    private final byte[] bytes;

    /** Ends of documents in {@link #bytes}. */
    private int[] ends = new int[1024];

    private int count;

    /** Bytes in use; behind the last document, the begin of the next one. */
    private int filled;

    /** What is left of the frame. */
    private int at;

    /** Place in the item of the first of {@link #bytes}. */
    private long offset;

    private Optional<Large> large = Optional.empty();

    /** @param most bytes of a body; a document that is larger goes alone */
    BulkBody(ItemReader item, int most) {
        this.item = item;
        this.bytes = new byte[most];
    }

    /**
     * Goes to the next documents: either {@link #large()} is one, or there are {@link #count()} in {@link #bytes()}.
     */
    boolean next() {
        large = Optional.empty();
        int used = count == 0 ? 0 : ends[count - 1];
        System.arraycopy(bytes, used, bytes, 0, filled - used);
        filled -= used;
        offset += used;
        count = 0;
        int scanned = 0;
        boolean source = false;
        while (true) {
            for (; scanned < filled; scanned++) {
                if (bytes[scanned] == '\n') {
                    if (source) {
                        ended(scanned + 1);
                    }
                    source = !source;
                }
            }
            if (filled == bytes.length || !fill()) {
                break;
            }
        }
        if (count == 0 && filled > 0) {
            findLarge();
        }
        return count > 0 || large.isPresent();
    }

    private boolean fill() {
        if (at == item.length()) {
            at = 0;
            if (!item.next()) {
                return false;
            }
        }
        int taken = Math.min(bytes.length - filled, item.length() - at);
        System.arraycopy(item.buffer(), at, bytes, filled, taken);
        at += taken;
        filled += taken;
        return taken > 0;
    }

    private void ended(int end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = end;
    }

    /** Passes over a document that fills the body and does not end in it. */
    private void findLarge() {
        int action = 0;
        while (bytes[action] != '\n') {
            action++;
        }
        action++;
        Document document = document(bytes, 0, action);
        long length = (long) filled - action;
        boolean ended = false;
        while (!ended) {
            if (at == item.length()) {
                at = 0;
                if (!item.next()) {
                    throw new IllegalStateException("a document of the archive does not end");
                }
            }
            int from = at;
            while (at < item.length() && !ended) {
                ended = item.buffer()[at++] == '\n';
            }
            length += at - from;
        }
        large = Optional.of(new Large(document, offset + action, length - 1));
        offset += action + length;
        filled = 0;
    }

    /** A document that goes alone. */
    Optional<Large> large() {
        return large;
    }

    byte[] bytes() {
        return bytes;
    }

    int count() {
        return count;
    }

    int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    int end(int number) {
        return ends[number];
    }

    /** Some of the documents. */
    byte[] some(BitSet numbers) {
        int length = numbers.stream().map(i -> end(i) - start(i)).sum();
        byte[] some = new byte[length];
        int to = 0;
        for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
            System.arraycopy(bytes, start(i), some, to, end(i) - start(i));
            to += end(i) - start(i);
        }
        return some;
    }

    Document document(int number) {
        return document(bytes, start(number), end(number));
    }

    /** Where its source begins. */
    int source(int number) {
        int source = start(number);
        while (bytes[source] != '\n') {
            source++;
        }
        return source + 1;
    }

    private static Document document(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != '\n') {
            to++;
        }
        try {
            JsonNode action = Json.mapper()
                    .readTree(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                    .path("index");
            return new Document(
                    action.path("_id").asText(),
                    action.path("version").asLong(Document.NO_VERSION),
                    Optional.ofNullable(action.get("routing")).map(JsonNode::asText),
                    Optional.ofNullable(action.get("parent")).map(JsonNode::asText));
        } catch (IOException e) {
            throw new UncheckedIOException("an action of the archive is not JSON", e);
        }
    }
}
