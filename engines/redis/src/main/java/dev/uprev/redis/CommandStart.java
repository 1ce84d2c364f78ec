package dev.uprev.redis;

import java.nio.charset.StandardCharsets;

/** The first words of a command that is sent very often, as they go over the wire. */
@SuppressWarnings("ArrayRecordComponent") // never compared with another
record CommandStart(byte[] bytes) {
    /**
     * Begins a command.
     *
     * @param words how many words it has in all
     */
    static CommandStart of(int words, String... first) {
        StringBuilder text = new StringBuilder("*" + words + "\r\n");
        for (String word : first) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        return new CommandStart(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
