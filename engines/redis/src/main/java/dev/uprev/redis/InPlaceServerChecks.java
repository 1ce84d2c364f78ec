package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a server says of how it keeps its data, and what it would lose by being started again. */
final class InPlaceServerChecks {
    private static final String PERSISTENCE = "see the server's log and its disk, then BGSAVE or BGREWRITEAOF";

    private final Instance instance;
    private final ServerSite site;
    private final RespConnection server;
    private final ServerInfo info;
    private final List<Finding> findings = new ArrayList<>();

    InPlaceServerChecks(Instance instance, ServerSite site, RespConnection server, ServerInfo info) {
        this.instance = instance;
        this.site = site;
        this.server = server;
        this.info = info;
    }

    List<Finding> look() throws IOException {
        if (site.keepsNothing()) {
            findings.add(Finding.warning(
                    "keeps-nothing",
                    "save \"\", appendonly no, server " + site,
                    "the data are in memory only; for the upgrade they are written to disk, and the file is removed"
                            + " afterwards",
                    "see that there is room on disk for them"));
        }
        status("rdb_last_bgsave_status", !site.appends() && !site.keepsNothing(), "its last save has failed");
        status("aof_last_write_status", site.appends(), "its AOF does not have the last writes");
        status("aof_last_bgrewrite_status", site.appends(), "its AOF could not be written anew");
        if (info.number("rdb_bgsave_in_progress") == 1 || info.number("aof_rewrite_in_progress") == 1) {
            findings.add(Finding.info(
                    "save-running",
                    "rdb_bgsave_in_progress:" + info.number("rdb_bgsave_in_progress") + ", aof_rewrite_in_progress:"
                            + info.number("aof_rewrite_in_progress"),
                    "server " + site + " is just writing its data; the upgrade waits for the end of it",
                    ""));
        }
        modules();
        users();
        return findings;
    }

    private void status(String name, boolean matters, String why) {
        String status = info.field(name);
        if (matters && !status.isEmpty() && !status.equals("ok")) {
            findings.add(
                    Finding.blocker("last-save-failed", name + ":" + status + ", server " + site, why, PERSISTENCE));
        }
    }

    private void modules() throws IOException {
        List<String> names = new ArrayList<>();
        for (Reply module : server.call("MODULE", "LIST").list()) {
            if (module.list().size() > 3) {
                names.add(module.list().get(1) + " " + module.list().get(3));
            }
        }
        if (!names.isEmpty()) {
            findings.add(Finding.warning(
                    "modules",
                    String.join(", ", names),
                    "without the same modules, the newer server does not start, or does not load the data",
                    "see that it loads builds of these modules that were made for it"));
        }
    }

    /** Users that were made since the server was started and are in no file are gone when it stops. */
    private void users() throws IOException {
        TreeSet<String> users = new TreeSet<>();
        server.call("ACL", "USERS").list().forEach(user -> users.add(user.toString()));
        users.remove("default");
        instance.user().ifPresent(users::remove);
        List<Path> files = Stream.concat(site.users().stream(), site.configuration().stream())
                .filter(Files::isReadable)
                .toList();
        if (users.isEmpty() || files.isEmpty()) {
            return;
        }
        for (Path file : files) {
            ConfigurationFile.read(Optional.of(file)).users().forEach(users::remove);
        }
        if (!users.isEmpty()) {
            findings.add(Finding.blocker(
                    "users-not-kept",
                    String.join(", ", users),
                    "these users are in none of " + files + ", and are gone when server " + site + " stops",
                    site.users().isPresent() ? "ACL SAVE" : "CONFIG REWRITE, or have an aclfile"));
        }
    }
}
