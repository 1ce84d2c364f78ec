package dev.uprev.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Takes the commands that build a large value, one after the other. */
interface CommandSink {
    /**
     * Takes a command.
     *
     * @param words the command without the key: that comes behind the name, or behind both words of XGROUP CREATE and
     *     XGROUP CREATECONSUMER
     */
    void accept(List<byte[]> words) throws IOException;

    /** Takes a command of texts, numbers and byte arrays. */
    default void command(Object... words) throws IOException {
        accept(Stream.of(words).map(CommandSink::bytes).toList());
    }

    /** Takes a command with many arguments at its end. */
    default void command(String name, List<byte[]> arguments) throws IOException {
        accept(Stream.concat(Stream.of(bytes(name)), arguments.stream()).toList());
    }

    /** How many words of a command come before the key. */
    static int beforeKey(List<byte[]> words) {
        return Arrays.equals(words.get(0), bytes("XGROUP")) ? 2 : 1;
    }

    private static byte[] bytes(Object word) {
        return word instanceof byte[] bytes ? bytes : word.toString().getBytes(StandardCharsets.UTF_8);
    }
}
