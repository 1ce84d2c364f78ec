package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the commands that the upgrade needs can be used, which an administrator may have renamed or switched off, and
 * an access control list may forbid. Each is tried on a key that does not exist, or with an argument that it refuses:
 * nothing is changed. A wrong number of arguments would not do, as servers look at that before they look at rights.
 */
final class CommandChecks {
    /** A key that nobody has. */
    private static final String KEY = "uprev:no-such-key:2f1c7d5e";

    private static final Version ANY = Version.parse("2.8");
    private static final Map<String, Version> SINCE = Map.of(
            "MEMORY", Version.parse("4"),
            "PEXPIRETIME", KeyExpiry.ABSOLUTE_SINCE,
            "XRANGE", Version.parse("5"),
            "XINFO", Version.parse("5"));

    /** How much is lost without it. */
    private enum Need {
        ALWAYS,
        BIG_KEYS,
        UNDO
    }

    /** One of them, with what is sent. */
    private record Trial(Need need, List<String> words) {
        static Trial of(Need need, String words) {
            return new Trial(need, List.of(words.split(" ", -1)));
        }

        /** From which release on servers have it; Valkey began with 7.2, and has all. */
        Version since() {
            return SINCE.getOrDefault(command(), ANY);
        }

        String command() {
            return words.get(0);
        }
    }

    private final Connections connections;
    private final List<Trial> trials = new ArrayList<>();

    private CommandChecks(Connections connections) {
        this.connections = connections;
    }

    /**
     * What a dump needs.
     *
     * @param large whether there may be keys that are too big for one payload
     */
    static CommandChecks ofSource(Connections connections, RedisFacts source, boolean large) {
        CommandChecks checks = new CommandChecks(connections);
        checks.always("INFO", "SCAN 0 COUNT 1", "TIME", "PTTL " + KEY, "DUMP " + KEY, "COMMAND");
        checks.always("PEXPIRETIME " + KEY);
        if (source.highestDatabase() > 0) {
            checks.always("SELECT 0");
        }
        if (source.recency() != Recency.NONE) {
            checks.always("OBJECT " + source.recency().word() + " " + KEY);
        }
        if (large) {
            checks.always("MEMORY USAGE " + KEY);
            checks.bigKeys("TYPE", "STRLEN", "LLEN", "SCARD", "ZCARD", "HLEN");
            checks.bigKeys("GETRANGE 0 0", "LRANGE 0 0", "SSCAN 0", "HSCAN 0", "ZRANGE 0 0", "XRANGE - +");
            checks.trials.add(Trial.of(Need.BIG_KEYS, "XINFO STREAM " + KEY));
        }
        return checks;
    }

    /** What a restore and the comparison after it need. */
    static CommandChecks ofTarget(Connections connections, RedisFacts source, boolean large) {
        CommandChecks checks = new CommandChecks(connections);
        checks.always("INFO", "TIME", "RESTORE " + KEY + " 0 x", "PTTL " + KEY, "DUMP " + KEY, "SCAN 0 COUNT 1");
        checks.always("EXISTS " + KEY, "PEXPIRETIME " + KEY);
        if (source.highestDatabase() > 0) {
            checks.always("SELECT 0");
        }
        if (large) {
            checks.bigKeys("TYPE", "DEL", "PEXPIREAT 1");
            checks.trials.add(Trial.of(Need.BIG_KEYS, "RENAME " + KEY + " " + KEY + "2"));
        }
        checks.trials.add(Trial.of(Need.UNDO, "FLUSHALL NOTHING"));
        return checks;
    }

    private void always(String... commands) {
        for (String words : commands) {
            trials.add(Trial.of(Need.ALWAYS, words));
        }
    }

    private void bigKeys(String... commands) {
        for (String words : commands) {
            int space = words.indexOf(' ');
            String key = space < 0 ? words + " " + KEY : words.substring(0, space) + " " + KEY + words.substring(space);
            trials.add(Trial.of(Need.BIG_KEYS, key));
        }
    }

    /** Tries them on a server. */
    List<Finding> findings(RespConnection server, Version version) throws IOException {
        Map<Need, Set<String>> absent = new EnumMap<>(Need.class);
        Map<Need, Set<String>> forbidden = new EnumMap<>(Need.class);
        for (Trial trial : trials) {
            if (!version.isOlderThan(trial.since())
                    && server.call(trial.words().toArray()) instanceof Reply.Failure failure) {
                Optional<Map<Need, Set<String>>> refused = failure.isUnknownCommand()
                        ? Optional.of(absent)
                        : failure.code().equals("NOPERM") ? Optional.of(forbidden) : Optional.empty();
                refused.ifPresent(found -> found.computeIfAbsent(trial.need(), need -> new LinkedHashSet<>())
                        .add(trial.command()));
            }
        }
        List<Finding> findings = new ArrayList<>();
        absent.forEach((need, commands) -> findings.add(absent(need, commands)));
        forbidden.forEach((need, commands) -> findings.add(forbidden(need, commands)));
        return findings;
    }

    private Finding absent(Need need, Set<String> commands) {
        return finding(
                need,
                "commands-missing",
                commands,
                "they are renamed or switched off there" + what(need),
                "take their lines of rename-command out of its configuration until the upgrade is done, and start it"
                        + " again");
    }

    private Finding forbidden(Need need, Set<String> commands) {
        String user = connections.instance().user().orElse("default");
        String rules = commands.stream()
                .map(command -> "+" + command.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return finding(
                need,
                "privileges-missing",
                commands,
                "user \"" + user + "\" may not use them on every key" + what(need),
                "ACL SETUSER " + user + " " + rules + " ~*");
    }

    private Finding finding(Need need, String code, Set<String> commands, String why, String fix) {
        String seen = connections.side() + ": " + String.join(", ", commands);
        return need == Need.ALWAYS ? Finding.blocker(code, seen, why, fix) : Finding.warning(code, seen, why, fix);
    }

    private static String what(Need need) {
        return switch (need) {
            case ALWAYS -> ", and nothing goes without them";
            case BIG_KEYS -> ", and keys that are too big for one payload need them";
            case UNDO -> ", so that a target that was half restored cannot be emptied by the upgrade";
        };
    }
}
