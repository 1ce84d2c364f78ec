package dev.uprev.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gives rules to a server. On trial, they are followed by one that no server knows: then it changes nothing, and names
 * the first rule that it does not take, which is that one where all others are good.
 */
final class AclTrial {
    private static final String UNKNOWN = "uprev-trial";
    private static final String NOBODY = "uprev-trial-user";

    private AclTrial() {}

    /** Whether rules for channels are known, which came with 6.2. */
    static boolean knowsChannels(RespConnection server) throws IOException {
        return refused(server, List.of("resetchannels")).isEmpty();
    }

    /** What the server has against these rules, without a hash in it; nothing where it would take them. */
    static Optional<Reply.Failure> refused(RespConnection server, List<String> rules) throws IOException {
        Reply reply = send(
                server,
                NOBODY,
                Stream.concat(rules.stream(), Stream.of(UNKNOWN)).toList());
        return reply instanceof Reply.Failure failure && !failure.message().contains("'" + UNKNOWN + "'")
                ? Optional.of(clean(failure))
                : Optional.empty();
    }

    /** @throws dev.uprev.error.UpgradeException {@code privilege-missing} or {@code command-refused} */
    static void set(RespConnection server, AclUser user, List<String> words) throws IOException {
        if (send(server, user.name(), words) instanceof Reply.Failure failure) {
            throw RedisErrors.refused("ACL SETUSER " + user.text(), clean(failure));
        }
    }

    private static Reply send(RespConnection server, String name, List<String> words) throws IOException {
        server.begin(3 + words.size()).word("ACL").word("SETUSER");
        Stream.concat(Stream.of(name), words.stream()).forEach(word -> {
            byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
            server.word(bytes, 0, bytes.length);
        });
        server.flush();
        server.wipe();
        return server.replies().reply();
    }

    private static Reply.Failure clean(Reply.Failure failure) {
        return new Reply.Failure(failure.message().replaceAll("[#!><][^' ]*", "#..."));
    }
}
