package dev.uprev.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Items of an archive that have one JSON record in each line, so that any number of them needs the memory of one.
 * Thread-safe.
 */
final class JsonLines<T> {
    private final ObjectWriter writer;
    private final ObjectReader reader;

    JsonLines(Class<T> type) {
        writer = Json.mapper().writerFor(type);
        reader = Json.mapper().readerFor(type);
    }

    /** What is done with each record. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(T line) throws IOException;
    }

    /** Adds a record. */
    void write(ItemWriter item, T line) {
        byte[] bytes = encode(line);
        item.write(bytes, 0, bytes.length);
    }

    /** A record with its line break. */
    byte[] encode(T line) {
        try {
            return (writer.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + line + " as JSON", e);
        }
    }

    /**
     * Reads all records.
     *
     * @throws UpgradeException {@code archive-damaged} for a line that is something else, and what the archive throws
     * @throws IOException from the sink
     */
    void read(ItemReader item, Sink<T> sink) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (item.next()) {
            byte[] bytes = item.buffer();
            int begin = 0;
            for (int i = 0; i < item.length(); i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, begin, i - begin);
                    sink.accept(parse(item, line.toByteArray()));
                    line.reset();
                    begin = i + 1;
                }
            }
            line.write(bytes, begin, item.length() - begin);
        }
        if (line.size() > 0) {
            sink.accept(parse(item, line.toByteArray()));
        }
    }

    private T parse(ItemReader item, byte[] line) {
        try {
            return reader.readValue(line);
        } catch (IOException e) {
            throw UpgradeException.failed("archive-damaged", "cannot read an item of the dump")
                    .seen(item.entry().key())
                    .why("a line of it is not what this version of the library writes")
                    .cause(e)
                    .fix("use the version that made the dump, or a later one, or dump again");
        }
    }
}
