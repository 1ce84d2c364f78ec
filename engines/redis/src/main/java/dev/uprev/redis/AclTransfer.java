package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Carries users with the hashes of their passwords. Users that the target has already stay as they are, among them
 * {@code default} and the one that the upgrade logs in as.
 */
final class AclTransfer {
    /** Kind of the item of the archive. */
    static final String KIND = "users";

    private static final String DESCRIBED = "user as described ";

    private AclTransfer() {}

    static void dump(ArchiveWriter archive, List<AclUser> users) {
        List<AclUser> carried = users.stream()
                .filter(user -> !user.name().equals(AclUser.DEFAULT))
                .toList();
        String lines = carried.stream().map(AclUser::line).collect(Collectors.joining("\n"));
        if (users.stream().anyMatch(user -> user.name().equals(AclUser.DEFAULT) && !user.isAsEverywhere())) {
            archive.ledger(new LedgerEntry(
                    LedgerCategory.SKIPPED, KIND, AclUser.DEFAULT, 1, "that of the target stays as it is"));
        }
        WholeItem.write(archive, KIND, lines.getBytes(StandardCharsets.ISO_8859_1), carried.size());
    }

    static List<AclUser> read(ArchiveReader archive, ArchiveEntry entry) {
        return new String(WholeItem.read(archive, entry), StandardCharsets.ISO_8859_1)
                .lines()
                .map(AclUser::parse)
                .toList();
    }

    /** Users of the source that are to be made: those that the target does not have. */
    static List<AclUser> wanted(List<AclUser> source, List<AclUser> target, Instance login) {
        Map<String, AclUser> there = ByName.of(target, AclUser::name);
        return source.stream()
                .filter(user -> !user.name().equals(AclUser.DEFAULT)
                        && !there.containsKey(user.name())
                        && !login.user().equals(Optional.of(user.text())))
                .toList();
    }

    static void restore(StepContext context, ServerSet servers, List<AclUser> users) throws IOException {
        Created created = new Created(context, KIND);
        servers.each(server -> {
            Reply readable = server.call("ACL", "LIST");
            if (readable instanceof Reply.Failure failure) {
                context.report(notCarried(users, failure));
                return;
            }
            List<AclUser> there = AclUser.of(server);
            List<AclUser> wanted = users.stream()
                    .filter(user -> created.has(user.name())
                            || wanted(List.of(user), there, context.target()).size() == 1)
                    .toList();
            boolean channels = AclTrial.knowsChannels(server);
            for (AclUser user : wanted) {
                Optional<Reply.Failure> refused = AclTrial.refused(server, user.words(channels));
                if (refused.isPresent()) {
                    context.report(notCarried(List.of(user), refused.get()));
                    continue;
                }
                created.add(user.name());
                AclTrial.set(server, user, user.words(channels));
            }
            if (!wanted.isEmpty()) {
                remember(context, AclUser.of(server), wanted);
                save(context, server);
            }
        });
    }

    static Finding notCarried(List<AclUser> users, Reply.Failure failure) {
        return Finding.warning(
                "users-not-carried",
                names(users) + ": " + failure.message(),
                "the target does not let the upgrade make users",
                "allow it by ACL SETUSER ... +acl, or make these users yourself");
    }

    static String names(List<AclUser> users) {
        return users.stream().map(AclUser::text).collect(Collectors.joining(", "));
    }

    private static void save(StepContext context, RespConnection server) throws IOException {
        if (server.call("ACL", "SAVE") instanceof Reply.Failure failure) {
            context.report(Finding.warning(
                    "users-not-saved",
                    failure.message().replaceFirst("\\. .*", ""),
                    "the users are on the target until it is started again",
                    "CONFIG REWRITE on each server, or give it an aclfile and ACL SAVE"));
        }
    }

    /** Releases describe the same rules in other words: what the target says of them is compared with that later. */
    private static void remember(StepContext context, List<AclUser> there, List<AclUser> wanted) {
        Map<String, AclUser> described = ByName.of(there, AclUser::name);
        for (AclUser user : wanted) {
            Optional.ofNullable(described.get(user.name()))
                    .ifPresent(found -> context.remember(DESCRIBED + user.name(), digest(found)));
        }
    }

    /** Of commands and selectors alone. */
    private static String digest(AclUser user) {
        String rules = user.commands() + " " + user.selectors();
        return UUID.nameUUIDFromBytes(rules.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static void undo(StepContext context, ServerSet servers) throws IOException {
        Created created = new Created(context, KIND);
        List<String> names = created.names();
        if (names.isEmpty()) {
            return;
        }
        servers.each(server -> {
            for (String name : names) {
                RedisErrors.require(
                        "ACL", server.call("ACL", "DELUSER", (Object) name.getBytes(StandardCharsets.ISO_8859_1)));
            }
            save(server);
        });
        created.clear();
    }

    /** Where the users are saved, their going has to be, too. */
    private static void save(RespConnection server) throws IOException {
        server.call("ACL", "SAVE");
    }

    static void compare(StepContext context, ServerSet servers, List<AclUser> users, Differences differences)
            throws IOException {
        List<String> created = new Created(context, KIND).names();
        if (created.isEmpty()) {
            return;
        }
        servers.each(server -> {
            Map<String, AclUser> there = ByName.of(AclUser.of(server), AclUser::name);
            boolean channels = AclTrial.knowsChannels(server);
            for (AclUser user : users) {
                if (created.contains(user.name())) {
                    Optional<AclUser> found = Optional.ofNullable(there.get(user.name()));
                    if (found.isEmpty()) {
                        differences.add(new Difference("user " + user.text(), "user", "present", "missing"));
                    } else {
                        compare(context, user, found.get(), channels, differences);
                    }
                }
            }
        });
    }

    private static void compare(
            StepContext context, AclUser user, AclUser found, boolean channels, Differences differences) {
        Aspects aspects = new Aspects("user " + user.text(), differences);
        aspects.compare("flags", user.flags(), found.flags());
        if (!user.hashes().equals(found.hashes())) {
            differences.add(new Difference(
                    "user " + user.text(),
                    "passwords",
                    user.hashes().size() + " of them",
                    found.hashes().size()
                            + (user.hashes().size() == found.hashes().size() ? " others" : " of them")));
        }
        aspects.compare("keys", user.keys(), found.keys());
        if (channels) {
            aspects.compare("channels", user.channels(), found.channels());
        }
        if (!context.recall(DESCRIBED + user.name()).equals(Optional.of(digest(found)))) {
            aspects.compare("commands", user.commands(), found.commands());
            aspects.compare("selectors", user.selectors(), found.selectors());
        }
    }

    /** Collects what differs. */
    private record Aspects(String object, Differences differences) {
        void compare(String aspect, Object source, Object target) {
            if (!source.equals(target)) {
                differences.add(new Difference(object, aspect, source.toString(), target.toString()));
            }
        }
    }
}
