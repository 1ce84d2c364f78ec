package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A way to carry the database over, with statistics at the end, as commands that are run one after the other. */
enum PostgresqlContender implements Contender {
    UPREV("uprev", "dump to disk, restore from it while it is written, ANALYZE") {
        @Override
        List<List<String>> commands(PostgresqlTrial trial) throws IOException {
            return List.of(uprev(trial, "none"));
        }
    },
    UPREV_VERIFIED("uprev-verified", "the same, and the content of both servers compared") {
        @Override
        List<List<String>> commands(PostgresqlTrial trial) throws IOException {
            return List.of(uprev(trial, "content"));
        }
    },
    PG_DUMP("pg_dump", "pg_dump -Fd -Z zstd:1, pg_restore, vacuumdb --analyze-only") {
        @Override
        List<List<String>> commands(PostgresqlTrial trial) {
            String jobs = "--jobs=" + trial.jobs();
            String dump = trial.place().dump().toString();
            return List.of(
                    List.of(
                            trial.tool("pg_dump"),
                            "--format=directory",
                            "--compress=zstd:1",
                            jobs,
                            "--file=" + dump,
                            PostgresqlTrial.uri(trial.source())),
                    List.of(trial.tool("pg_restore"), jobs, "--dbname=" + PostgresqlTrial.uri(trial.target()), dump),
                    analyze(trial));
        }
    },
    PGCOPYDB("pgcopydb", "pgcopydb clone, which keeps no dump, vacuumdb --analyze-only") {
        @Override
        List<List<String>> commands(PostgresqlTrial trial) {
            // Its own VACUUM ANALYZE does more, and takes more time than this.
            return List.of(pgcopydb(trial), analyze(trial));
        }
    };

    private final String label;
    private final String work;

    PostgresqlContender(String label, String work) {
        this.label = label;
        this.work = work;
    }

    abstract List<List<String>> commands(PostgresqlTrial trial) throws IOException;

    private static List<String> uprev(PostgresqlTrial trial, String verification) throws IOException {
        return UprevProcess.run(trial.place(), """
                engine: postgresql
                method: dump-and-restore
                source: {address: "127.0.0.1:%d", user: postgres}
                target: {address: "127.0.0.1:%d", user: postgres}
                options: {databases: %s, statistics: analyze}
                verification: %s
                transfer: {jobs: %d}
                """.formatted(
                trial.source().port(), trial.target().port(), PostgresqlData.DATABASE, verification, trial.jobs()));
    }

    /** Its copy of the database, with these options besides. */
    static List<String> pgcopydb(PostgresqlTrial trial, String... options) {
        String jobs = Integer.toString(trial.jobs());
        List<String> command = new ArrayList<>(List.of(PostgresTools.pgcopydb().toString(), "clone"));
        command.addAll(List.of(options));
        command.addAll(List.of("--table-jobs", jobs, "--index-jobs", jobs, "--skip-vacuum"));
        command.addAll(List.of(
                "--source", PostgresqlTrial.uri(trial.source()), "--target", PostgresqlTrial.uri(trial.target())));
        command.addAll(List.of("--dir", pgcopydbWork(trial)));
        return command;
    }

    /** Where it keeps its notes. */
    static String pgcopydbWork(PostgresqlTrial trial) {
        return trial.folder().resolve("work").toString();
    }

    private static List<String> analyze(PostgresqlTrial trial) {
        return List.of(
                trial.tool("vacuumdb"),
                "--analyze-only",
                "--jobs=" + trial.jobs(),
                PostgresqlTrial.uri(trial.target()));
    }

    @Override
    public boolean isUprev() {
        return this == UPREV || this == UPREV_VERIFIED;
    }

    @Override
    public String work() {
        return work;
    }

    @Override
    public String toString() {
        return label;
    }
}
