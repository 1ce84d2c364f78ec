package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives a new cluster what users have put into the directory of the old one: postgresql.conf, pg_hba.conf, certificates
 * and the like. The new server's own program reads the settings; those that it refuses are put into comments.
 */
final class CarriedSettings {
    /** What PostgreSQL has in a data directory itself, in any release. */
    private static final Set<String> OWN = Set.of(
            "PG_VERSION",
            "base",
            "global",
            "pg_clog",
            "pg_xact",
            "pg_commit_ts",
            "pg_dynshmem",
            "pg_logical",
            "pg_multixact",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_tblspc",
            "pg_twophase",
            "pg_wal",
            "pg_xlog",
            "postmaster.opts",
            "postmaster.pid",
            "current_logfiles",
            "logfile",
            "log",
            "pg_log",
            "pg_upgrade_output.d",
            "backup_label.old",
            "tablespace_map.old",
            "backup_manifest",
            "recovery.done",
            "standby.signal",
            "recovery.signal");

    private static final Set<String> RULES = Set.of("pg_hba.conf", "pg_ident.conf");
    private static final long LARGEST = 1 << 20;
    private static final int MOST_ROUNDS = 20;
    private static final Pattern REFUSED = Pattern.compile("parameter \"([^\"]+)\"");

    private final ToolRunner tools;
    private final ServerPrograms programs;
    private final Path cluster;

    /** @param cluster the new cluster, which is down */
    CarriedSettings(ToolRunner tools, ServerPrograms programs, Path cluster) {
        this.tools = tools;
        this.programs = programs;
        this.cluster = cluster;
    }

    /**
     * What became of the user's files.
     *
     * @param dropped settings that the new release does not take
     * @param left files and folders that were not brought over, because they are large
     */
    record Outcome(List<String> dropped, List<String> left) {}

    /**
     * Brings all over.
     *
     * @throws UpgradeException {@code settings-refused} when the new server refuses them for another reason
     */
    Outcome carry(Path old) throws IOException {
        List<String> left = new ArrayList<>();
        try (Stream<Path> children = Files.list(old)) {
            for (Path child : children.sorted().toList()) {
                String name = child.getFileName().toString();
                if (!OWN.contains(name) && !copy(child, cluster.resolve(name))) {
                    left.add(name);
                }
            }
        }
        return new Outcome(dropRefused(), left);
    }

    /** Copies a small file or a folder of such, with its owner and rights; tells whether it did. */
    private static boolean copy(Path from, Path to) throws IOException {
        long bytes = 0;
        List<Path> all;
        try (Stream<Path> tree = Files.walk(from)) {
            all = tree.toList();
        }
        for (Path each : all) {
            boolean fit = Files.isDirectory(each) || Files.isRegularFile(each);
            bytes += Files.isRegularFile(each) ? Files.size(each) : 0;
            if (bytes > LARGEST) {
                return false;
            }
            if (!fit) {
                return true; // a socket, or a link to nowhere
            }
        }
        for (Path each : all) {
            Path target = to.resolve(from.relativize(each).toString());
            if (!Files.isDirectory(target)) {
                Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return true;
    }

    private List<String> dropRefused() throws IOException {
        Path main = cluster.resolve("postgresql.conf");
        Set<String> dropped = new LinkedHashSet<>();
        for (int round = 0; round < MOST_ROUNDS && Files.exists(main); round++) {
            Set<String> refused = refused(main);
            if (refused.isEmpty() || !comment(refused)) {
                break;
            }
            dropped.addAll(refused);
        }
        return List.copyOf(dropped);
    }

    /**
     * The names of settings that the program refuses, as it reads this file and postgresql.auto.conf. It does not tell
     * them all at once.
     *
     * @throws UpgradeException {@code settings-refused} when it names none
     */
    Set<String> refused(Path configuration) {
        ToolResult result = programs.run(
                tools,
                programs.command("postgres")
                        .arguments("-D", cluster.toString(), "-c", "config_file=" + configuration)
                        .arguments("-c", "data_directory=" + cluster, "-C", "data_directory")
                        .acceptedExitCodes(0, 1));
        if (result.exitCode() == 0) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = REFUSED.matcher(result.errors());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        if (names.isEmpty()) {
            throw UpgradeException.failed(
                            "settings-refused", "the new server does not take the settings of the old one")
                    .seen(configuration)
                    .why(result.errors().strip())
                    .fix("mend the file on the old server, and plan the upgrade again");
        }
        return names;
    }

    /** Whether there was anything to be put into comments. */
    private boolean comment(Set<String> names) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(cluster, 3)) {
            files = tree.filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> !RULES.contains(file.getFileName().toString()))
                    .toList();
        }
        boolean found = false;
        for (Path file : files) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            List<String> next = lines.stream()
                    .map(line -> sets(line, names) ? "# not in this release: " + line : line)
                    .toList();
            if (!next.equals(lines)) {
                Files.write(file, next, StandardCharsets.ISO_8859_1);
                found = true;
            }
        }
        return found;
    }

    private static boolean sets(String line, Set<String> names) {
        String name = line.strip().split("[\\s=]", 2)[0].toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name));
    }
}
