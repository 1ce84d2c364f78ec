package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.plan.Progress;
import dev.uprev.secret.Secret;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolOutput;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of pg_upgrade.
 *
 * @param facts what it works on
 * @param fresh the new cluster, empty
 * @param run its working directory
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade</a>
 */
record PgUpgrade(ToolRunner tools, InPlaceFacts facts, Path fresh, Path run) {
    private static final Pattern DONE = Pattern.compile("(.*?)\\s+ok");
    private static final String RULES = "hba.conf";
    /** From 12 on sockets can be elsewhere than in the working directory. */
    private static final int KNOWS_SOCKETDIR = 12;

    /** Makes the working directory, with rules that let pg_upgrade in by a socket that only its user can reach. */
    void prepare() throws IOException {
        OwnedFiles.makeFolder(run, facts.data());
        OwnedFiles.write(run.resolve(RULES), "local all all trust\n", facts.data());
    }

    /**
     * Asks it whether it could upgrade; the old server may run, and then it has to let us in by its socket.
     *
     * @return what it says stands in the way; empty when nothing does
     */
    Optional<PgUpgradeFailure> check(Optional<Secret> password) {
        ToolCommand.Builder command = command().arguments("--check");
        password.ifPresent(secret -> command.secretEnvironment("PGPASSWORD", secret));
        return call(command, line -> {});
    }

    /**
     * Upgrades; the old server is down.
     *
     * @throws UpgradeException {@code pg-upgrade-failed} with its own words
     */
    void upgrade(int jobs, Progress progress, Cancellation cancellation) {
        ToolCommand.Builder command =
                command().arguments("--jobs=" + jobs).cancellation(cancellation).fix("see what pg_upgrade says");
        Optional<PgUpgradeFailure> failure = call(command, line -> progress.advance(line, 1));
        if (failure.isPresent()) {
            throw UpgradeException.failed("pg-upgrade-failed", "pg_upgrade has failed")
                    .seen(failure.get().lists())
                    .why(failure.get().words())
                    .fix("mend what it names, and plan the upgrade again");
        }
    }

    private Optional<PgUpgradeFailure> call(ToolCommand.Builder command, Consumer<String> done) {
        List<String> lines = new ArrayList<>();
        command.output(ToolOutput.lines(line -> {
                    lines.add(line);
                    Matcher matcher = DONE.matcher(line);
                    if (matcher.matches()) {
                        done.accept(matcher.group(1));
                    }
                }))
                .errorLines(lines::add)
                .acceptedExitCodes(0, 1)
                .directory(run);
        int code = facts.fresh().run(tools, command).exitCode();
        return code == 0 ? Optional.empty() : Optional.of(PgUpgradeFailure.of(lines, run));
    }

    private ToolCommand.Builder command() {
        ToolCommand.Builder command = facts.fresh()
                .command("pg_upgrade")
                .arguments(
                        "--old-bindir=" + facts.oldPrograms(),
                        "--new-bindir=" + facts.newPrograms(),
                        "--old-datadir=" + facts.data(),
                        "--new-datadir=" + fresh,
                        "--username=" + facts.superuser(),
                        "--old-options=" + oldOptions(),
                        "--new-options=" + newOptions())
                .arguments(facts.mode().arguments());
        if (facts.newVersion().major() >= KNOWS_SOCKETDIR) {
            command.arguments("--socketdir=" + run);
        }
        return command;
    }

    /** Options for the old server, in the words of a shell, which it is started by. */
    String oldOptions() {
        List<String> settings = new ArrayList<>();
        facts.configuration().ifPresent(file -> settings.add("config_file=" + file));
        settings.add("hba_file=" + run.resolve(RULES));
        settings.add("default_transaction_read_only=off");
        return options(settings);
    }

    /** The new cluster has the settings that initdb made; the user's come when it is complete. */
    private String newOptions() {
        List<String> settings = new ArrayList<>(facts.settings());
        settings.add("hba_file=" + run.resolve(RULES));
        return options(settings);
    }

    private static String options(List<String> settings) {
        List<String> options = settings.stream()
                .map(setting -> "-c " + setting.replaceFirst("=", "='") + "'")
                .toList();
        return String.join(" ", options);
    }
}
