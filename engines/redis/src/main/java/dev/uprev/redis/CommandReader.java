package dev.uprev.redis;

import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link CommandWriter} has written. */
final class CommandReader {
    private CommandReader() {}

    /** Hands on all commands of an item, and closes it. */
    static void read(ItemReader item, CommandSink sink) throws IOException {
        try (FieldReader fields = new FieldReader(item)) {
            while (!fields.isAtEnd()) {
                long count = fields.number();
                List<byte[]> words = new ArrayList<>();
                for (long i = 0; i < count; i++) {
                    words.add(fields.string());
                }
                sink.accept(words);
            }
        }
    }
}
