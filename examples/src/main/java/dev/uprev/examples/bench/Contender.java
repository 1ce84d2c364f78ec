package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A way to carry the database over, with statistics at the end, as commands that are run one after the other. */
enum Contender {
    UPREV("uprev", "dump to disk, restore from it while it is written, ANALYZE") {
        @Override
        List<List<String>> commands(Trial trial) throws IOException {
            return List.of(uprev(trial, "none"));
        }
    },
    UPREV_VERIFIED("uprev-verified", "the same, and the content of both servers compared") {
        @Override
        List<List<String>> commands(Trial trial) throws IOException {
            return List.of(uprev(trial, "content"));
        }
    },
    PG_DUMP("pg_dump", "pg_dump -Fd -Z zstd:1, pg_restore, vacuumdb --analyze-only") {
        @Override
        List<List<String>> commands(Trial trial) {
            String jobs = "--jobs=" + trial.jobs();
            String dump = trial.dump().toString();
            return List.of(
                    List.of(
                            trial.tool("pg_dump"),
                            "--format=directory",
                            "--compress=zstd:1",
                            jobs,
                            "--file=" + dump,
                            Trial.uri(trial.source())),
                    List.of(trial.tool("pg_restore"), jobs, "--dbname=" + Trial.uri(trial.target()), dump),
                    analyze(trial));
        }
    },
    PGCOPYDB("pgcopydb", "pgcopydb clone, which keeps no dump, vacuumdb --analyze-only") {
        @Override
        List<List<String>> commands(Trial trial) {
            // Its own VACUUM ANALYZE does more, and takes more time than this.
            return List.of(pgcopydb(trial), analyze(trial));
        }
    };

    private final String label;
    private final String work;

    Contender(String label, String work) {
        this.label = label;
        this.work = work;
    }

    abstract List<List<String>> commands(Trial trial) throws IOException;

    /** In a Java of its own with the options that this one has from the launcher. */
    private static List<String> uprev(Trial trial, String verification) throws IOException {
        Path request = Files.writeString(trial.folder().resolve("request.yaml"), """
                engine: postgresql
                method: dump-and-restore
                source: {address: "127.0.0.1:%d", user: postgres}
                target: {address: "127.0.0.1:%d", user: postgres}
                options: {databases: %s, statistics: analyze}
                archive: %s
                journal: %s
                verification: %s
                transfer: {jobs: %d}
                """.formatted(
                        trial.source().port(),
                        trial.target().port(),
                        BenchData.DATABASE,
                        trial.dump(),
                        trial.folder().resolve("journal"),
                        verification,
                        trial.jobs()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.uprev.examples.cli.UprevProgram", "run", "--yes", request.toString()));
        return command;
    }

    /** Its copy of the database, with these options besides. */
    static List<String> pgcopydb(Trial trial, String... options) {
        String jobs = Integer.toString(trial.jobs());
        List<String> command = new ArrayList<>(List.of(PostgresTools.pgcopydb().toString(), "clone"));
        command.addAll(List.of(options));
        command.addAll(List.of("--table-jobs", jobs, "--index-jobs", jobs, "--skip-vacuum"));
        command.addAll(List.of("--source", Trial.uri(trial.source()), "--target", Trial.uri(trial.target())));
        command.addAll(List.of("--dir", pgcopydbWork(trial)));
        return command;
    }

    /** Where it keeps its notes. */
    static String pgcopydbWork(Trial trial) {
        return trial.folder().resolve("work").toString();
    }

    private static List<String> analyze(Trial trial) {
        return List.of(trial.tool("vacuumdb"), "--analyze-only", "--jobs=" + trial.jobs(), Trial.uri(trial.target()));
    }

    boolean isUprev() {
        return this == UPREV || this == UPREV_VERIFIED;
    }

    /** What it does. */
    String work() {
        return work;
    }

    @Override
    public String toString() {
        return label;
    }
}
