package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command, shown with its answer as redis-cli would show it, as far as that is of interest.
 *
 * @param command its words, with a space between each two
 * @param lines those of the answer that are shown
 * @param shown what of each of them, as {@link Matcher#replaceFirst} takes it
 */
record RedisQuery(String command, Pattern lines, String shown) {
    /** Shows the whole answer. */
    static RedisQuery of(String command) {
        return of(command, "(.*)");
    }

    /** Shows what is in the first group of this pattern, of the lines that it matches. */
    static RedisQuery of(String command, String line) {
        return new RedisQuery(command, Pattern.compile(line), "$1");
    }

    /** The command after a prompt, then the lines of the answer. */
    String shown(String prompt, RedisTalk redis) throws IOException {
        List<String> answer = redis.ask(command.split(" ", -1))
                .lines()
                .map(lines::matcher)
                .filter(Matcher::matches)
                .map(line -> "  " + line.replaceFirst(shown) + "\n")
                .toList();
        return prompt + "> " + command + "\n" + (answer.isEmpty() ? "  (nothing)\n" : String.join("", answer));
    }
}
