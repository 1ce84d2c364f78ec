package dev.uprev.tool;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of something long. Thread-safe. */
final class Tail {
    private final Deque<String> lines = new ArrayDeque<>();
    private final int maxCharacters;
    private int characters;

    Tail(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    synchronized void add(String line) {
        String end = line.substring(Math.max(0, line.length() - maxCharacters));
        lines.addLast(end);
        characters += end.length() + 1;
        while (characters > maxCharacters && lines.size() > 1) {
            characters -= lines.removeFirst().length() + 1;
        }
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
