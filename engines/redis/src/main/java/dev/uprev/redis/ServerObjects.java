package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What servers keep beside keys: functions and users. Those of a cluster should all have the same.
 *
 * @param findings what was not to be read, or differs between the servers
 */
record ServerObjects(List<FunctionLibrary> functions, List<AclUser> users, List<Finding> findings) {
    ServerObjects {
        functions = List.copyOf(functions);
        users = List.copyOf(users);
        findings = List.copyOf(findings);
    }

    static ServerObjects of(ServerSet servers) throws IOException {
        List<FunctionLibrary> functions = new ArrayList<>();
        List<AclUser> users = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        servers.each(server -> {
            try {
                functions.addAll(FunctionLibrary.of(server));
            } catch (UpgradeException e) {
                findings.add(notRead(FunctionTransfer.KIND, "+function|list", e));
            }
            try {
                users.addAll(AclUser.of(server));
            } catch (UpgradeException e) {
                findings.add(notRead(AclTransfer.KIND, "+acl|list", e));
            }
        });
        Map<String, FunctionLibrary> libraries = ByName.of(functions, FunctionLibrary::name);
        Map<String, AclUser> names = ByName.of(users, AclUser::name);
        TreeSet<String> differing = new TreeSet<>();
        functions.stream()
                .filter(each -> !each.equals(libraries.get(each.name())))
                .forEach(each -> differing.add("function library " + each.name()));
        users.stream()
                .filter(each -> !each.equals(names.get(each.name())))
                .forEach(each -> differing.add("user " + each.text()));
        if (!differing.isEmpty()) {
            findings.add(Finding.warning(
                    "servers-differ",
                    String.join(", ", differing),
                    "the servers of the source do not have the same; what the first has is carried",
                    "make them the same on all servers of the source"));
        }
        return new ServerObjects(
                List.copyOf(libraries.values()),
                List.copyOf(names.values()),
                findings.stream().distinct().toList());
    }

    private static Finding notRead(String kind, String right, UpgradeException e) {
        return Finding.warning(
                kind + "-not-readable",
                String.valueOf(e.getMessage()).replaceFirst("; fix: .*", ""),
                kind + " of the source will not be on the target",
                "ACL SETUSER ... " + right + ", or carry them by yourself");
    }

    /** Those of a dump. */
    static ServerObjects of(ArchiveReader archive) {
        List<FunctionLibrary> functions = new ArrayList<>();
        List<AclUser> users = new ArrayList<>();
        for (ArchiveEntry entry : archive.entries()) {
            switch (entry.kind()) {
                case FunctionTransfer.KIND -> functions.addAll(FunctionTransfer.read(archive, entry));
                case AclTransfer.KIND -> users.addAll(AclTransfer.read(archive, entry));
                default -> {
                    // keys
                }
            }
        }
        return new ServerObjects(functions, users, List.of());
    }

    /** Writes them into the archive, in front of all keys. */
    static void dump(StepContext context, ArchiveWriter archive, Connections source) throws IOException {
        ServerObjects objects = of(new ServerSet(source));
        objects.findings().forEach(context::report);
        FunctionTransfer.dump(archive, objects.functions());
        AclTransfer.dump(archive, objects.users());
    }

    /** Restores an item of the archive, where it is one of these. */
    static void restore(StepContext context, Connections target, ArchiveReader archive, ArchiveEntry entry)
            throws IOException {
        ServerSet servers = new ServerSet(target);
        switch (entry.kind()) {
            case FunctionTransfer.KIND ->
                FunctionTransfer.restore(context, servers, FunctionTransfer.read(archive, entry));
            case AclTransfer.KIND -> AclTransfer.restore(context, servers, AclTransfer.read(archive, entry));
            default -> {
                // keys
            }
        }
    }

    /** Compares an item of the archive with the target, where it is one of these. */
    static void compare(
            StepContext context, Connections target, ArchiveReader archive, ArchiveEntry entry, Differences differences)
            throws IOException {
        ServerSet servers = new ServerSet(target);
        switch (entry.kind()) {
            case FunctionTransfer.KIND ->
                FunctionTransfer.compare(servers, FunctionTransfer.read(archive, entry), differences);
            case AclTransfer.KIND ->
                AclTransfer.compare(context, servers, AclTransfer.read(archive, entry), differences);
            default -> {
                // keys
            }
        }
    }

    /** Takes away from the target what the run has made there. */
    static void undo(StepContext context, Connections target) throws IOException {
        ServerSet servers = new ServerSet(target);
        FunctionTransfer.undo(context, servers);
        AclTransfer.undo(context, servers);
    }
}
