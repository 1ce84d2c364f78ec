package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the target takes the functions and users of the source. For one server of it; changes nothing. */
final class ServerObjectChecks {
    private final ServerObjects source;
    private final Instance target;
    private final List<Finding> findings = new ArrayList<>();

    private ServerObjectChecks(ServerObjects source, Instance target) {
        this.source = source;
        this.target = target;
    }

    static List<Finding> findings(ServerObjects source, Instance target, RespConnection server, ServerInfo info)
            throws IOException {
        ServerObjectChecks checks = new ServerObjectChecks(source, target);
        checks.functions(server);
        checks.users(server, info);
        return checks.findings;
    }

    private void functions(RespConnection server) throws IOException {
        if (!source.functions().isEmpty()
                && server.call("FUNCTION", "LOAD", "REPLACE", "nothing") instanceof Reply.Failure failure
                && (failure.isUnknownCommand() || failure.code().equals("NOPERM"))) {
            findings.add(Finding.blocker(
                    "functions-not-taken",
                    failure.message(),
                    "the source has libraries of functions, which the target does not take",
                    "ACL SETUSER ... +function, or take away rename-command, or FUNCTION DELETE them on the source"));
            return;
        }
        if (server.call("FUNCTION", "LIST") instanceof Reply.Failure) {
            return;
        }
        Map<String, FunctionLibrary> libraries = ByName.of(source.functions(), FunctionLibrary::name);
        List<String> others = FunctionLibrary.of(server).stream()
                .filter(library -> !library.equals(libraries.get(library.name())))
                .map(FunctionLibrary::name)
                .toList();
        if (!others.isEmpty()) {
            findings.add(Finding.blocker(
                    "target-has-functions",
                    String.join(", ", others),
                    "the target has libraries of functions that the source does not have like that",
                    "FUNCTION DELETE them on the target, or FUNCTION FLUSH"));
        }
        if (!source.functions().isEmpty()) {
            engines(server);
        }
    }

    /** FUNCTION STATS: names and values, among them engines with a list of names and values. */
    private void engines(RespConnection server) throws IOException {
        Set<String> engines = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Optional.ofNullable(server.call("FUNCTION", "STATS").named().get("engines"))
                .ifPresent(figures -> engines.addAll(figures.named().keySet()));
        List<String> missing = source.functions().stream()
                .map(FunctionLibrary::engine)
                .distinct()
                .filter(engine -> !engines.contains(engine))
                .toList();
        if (!engines.isEmpty() && !missing.isEmpty()) {
            findings.add(Finding.blocker(
                    "function-engine-missing",
                    String.join(", ", missing) + "; there are " + engines,
                    "functions of the source are written for an engine that the target lacks",
                    "load the module of that engine on the target"));
        }
    }

    private void users(RespConnection server, ServerInfo info) throws IOException {
        if (source.users().isEmpty()) {
            return;
        }
        Reply list = server.call("ACL", "LIST");
        List<AclUser> others = source.users().stream()
                .filter(user -> !user.name().equals(AclUser.DEFAULT))
                .toList();
        if (list instanceof Reply.Failure failure) {
            if (!others.isEmpty()) {
                findings.add(AclTransfer.notCarried(others, failure));
            }
            return;
        }
        List<AclUser> wanted = AclTransfer.wanted(source.users(), AclUser.of(server), target);
        List<AclUser> kept = source.users().stream()
                .filter(user -> !wanted.contains(user) && !user.isAsEverywhere())
                .toList();
        if (!kept.isEmpty()) {
            findings.add(Finding.info(
                    "users-kept",
                    AclTransfer.names(kept),
                    "these users of the target stay as they are there, whatever they may do on the source",
                    "see ACL LIST on both servers, and change them on the target by ACL SETUSER where needed"));
        }
        boolean channels = AclTrial.knowsChannels(server);
        for (AclUser user : wanted) {
            Optional<Reply.Failure> refused = AclTrial.refused(server, user.words(channels));
            if (refused.isPresent()) {
                findings.add(refused(user, refused.get()));
            }
        }
        if (!wanted.isEmpty()) {
            lasting(server, info, wanted);
        }
    }

    private Finding refused(AclUser user, Reply.Failure failure) {
        return failure.code().equals("NOPERM") || failure.isUnknownCommand()
                ? AclTransfer.notCarried(List.of(user), failure)
                : Finding.blocker(
                        "user-not-taken",
                        "user " + user.text() + ": " + failure.message(),
                        "the target does not know a rule of this user",
                        "take the rule away on the source by ACL SETUSER " + user.text()
                                + ", or make the user on the target as it shall be: it is kept then");
    }

    private void lasting(RespConnection server, ServerInfo info, List<AclUser> wanted) throws IOException {
        List<Reply> file = server.call("CONFIG", "GET", "aclfile").list();
        if (file.size() == 2 && file.get(1).toString().isEmpty()) {
            findings.add(Finding.warning(
                    "users-not-saved",
                    "aclfile \"\"; " + AclTransfer.names(wanted),
                    "the target keeps users in its memory only, until it is started again",
                    "CONFIG REWRITE after the upgrade, or give the target an aclfile before"));
        }
        if (info.number("connected_slaves") > 0) {
            findings.add(Finding.warning(
                    "users-not-replicated",
                    "connected_slaves:" + info.field("connected_slaves") + "; " + AclTransfer.names(wanted),
                    "a server does not send its users to its replicas; after a failover these users could not log in",
                    "copy what ACL LIST tells to each replica by ACL SETUSER, or give all of them the same aclfile"));
        }
    }
}
