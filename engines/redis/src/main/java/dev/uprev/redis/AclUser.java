package dev.uprev.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A user of a server, since 6.0, as a line of ACL LIST describes it: {@code user NAME on #HASH ~keys &channels -@all
 * +get (more)}. Its text never shows passwords' hashes.
 *
 * @param name each byte as one character
 * @param rules what ACL SETUSER takes, in order; those of a selector are several words
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">ACL</a>
 */
record AclUser(String name, List<String> rules) {
    static final String DEFAULT = "default";
    private static final String ALL_CHANNELS = "&*";

    AclUser {
        rules = List.copyOf(rules);
    }

    /**
     * Those of a server; none where it is too old to have any.
     *
     * @throws dev.uprev.error.UpgradeException {@code privilege-missing}
     */
    static List<AclUser> of(RespConnection server) throws IOException {
        Reply reply = server.call("ACL", "LIST");
        List<AclUser> users = new ArrayList<>();
        if (reply instanceof Reply.Failure failure && failure.isUnknownCommand()) {
            return users;
        }
        for (Reply line : RedisErrors.require("ACL", reply).list()) {
            users.add(parse(new String(line.content(), StandardCharsets.ISO_8859_1)));
        }
        return users;
    }

    static AclUser parse(String line) {
        List<String> words = List.of(line.strip().split(" +", -1));
        if (words.size() < 2 || !words.get(0).equals("user")) {
            throw new IllegalArgumentException("this line describes no user");
        }
        return new AclUser(words.get(1), words.subList(2, words.size()));
    }

    String line() {
        return "user " + name + " " + String.join(" ", rules);
    }

    /** The name for people. */
    String text() {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /**
     * The words behind the name in ACL SETUSER that make a server give this user these rights and no others.
     *
     * @param channels whether that server restricts channels, as servers do since 6.2; for those before it, every user
     *     may use all
     */
    List<String> words(boolean channels) {
        List<String> words = new ArrayList<>(List.of("reset"));
        if (channels) {
            words.add("resetchannels");
        }
        words.addAll(rules);
        if (channels && !tellsChannels()) {
            words.add(ALL_CHANNELS);
        }
        return words;
    }

    private boolean tellsChannels() {
        return rules.stream().anyMatch(rule -> rule.startsWith("&") || rule.equals("resetchannels"));
    }

    /** Hashes of passwords, which may be compared and not shown. */
    TreeSet<String> hashes() {
        TreeSet<String> hashes = new TreeSet<>(rules);
        hashes.removeIf(rule -> !rule.startsWith("#"));
        return hashes;
    }

    /** Whether the user may log in, and whether with any password. */
    TreeSet<String> flags() {
        TreeSet<String> flags = new TreeSet<>(root());
        flags.retainAll(List.of("on", "off", "nopass", "skip-sanitize-payload"));
        return flags;
    }

    TreeSet<String> keys() {
        TreeSet<String> keys = new TreeSet<>(root());
        keys.removeIf(rule -> !rule.startsWith("~") && !rule.startsWith("%"));
        return keys;
    }

    TreeSet<String> channels() {
        TreeSet<String> channels = new TreeSet<>(root());
        channels.removeIf(rule -> !rule.startsWith("&"));
        if (!tellsChannels()) {
            channels.add(ALL_CHANNELS);
        }
        return channels;
    }

    /**
     * Rules for commands in their order, which matters; but not that of rules for different commands between two
     * categories: some releases tell these in another order after each start, so they are in that of their names here.
     */
    List<String> commands() {
        List<String> ordered = new ArrayList<>();
        List<String> single = new ArrayList<>();
        for (String rule : commandRules()) {
            if (rule.contains("@")) {
                ordered.addAll(byCommand(single));
                single.clear();
                ordered.add(rule);
            } else {
                single.add(rule);
            }
        }
        ordered.addAll(byCommand(single));
        return ordered;
    }

    /** Rules for one command, or for its subcommands, stay in their order. */
    private static List<String> byCommand(List<String> rules) {
        return rules.stream()
                .sorted(Comparator.comparing(rule -> rule.substring(1).replaceFirst("\\|.*", "")))
                .toList();
    }

    private List<String> commandRules() {
        return root().stream()
                .filter(rule -> rule.startsWith("+") || rule.startsWith("-"))
                .map(rule -> rule.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Further sets of rules, since 7.0; each begins and ends with a parenthesis. */
    List<String> selectors() {
        return rules.subList(root().size(), rules.size()).stream()
                .filter(rule -> !rule.equals("resetchannels"))
                .toList();
    }

    /** Whether it is {@code default} as on a server that nobody has set up. */
    boolean isAsEverywhere() {
        return name.equals(DEFAULT)
                && flags().contains("nopass")
                && keys().contains("~*")
                && commands().equals(List.of("+@all"));
    }

    /** Without selectors. */
    private List<String> root() {
        int selector = 0;
        while (selector < rules.size() && !rules.get(selector).startsWith("(")) {
            selector++;
        }
        return rules.subList(0, selector);
    }

    /** Everything but hashes. */
    @Override
    public String toString() {
        return "user " + text() + " "
                + String.join(
                        " ",
                        rules.stream().filter(rule -> !rule.startsWith("#")).toList());
    }
}
