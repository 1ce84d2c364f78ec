package dev.uprev.tool;

import dev.uprev.model.Cancellation;
import dev.uprev.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a program: what to run and what to do with its input, output and end. No shell reads it. The environment
 * of the program is clean apart from what it needs to run at all (PATH, HOME and the like) and what is added here,
 * unless it is to inherit all; its language is always {@code LC_ALL=C}.
 *
 * <p>Secrets go into the environment or into a file, never among the arguments, which every user of the machine can
 * see. They must stay open until the command has run. Immutable; safe for use by several threads where its sinks are.
 */
public final class ToolCommand {
    private final List<String> launcher;
    private final String program;
    private final List<String> arguments;
    private final boolean inheritsEnvironment;
    private final Map<String, String> environment;
    private final Map<String, Secret> secretEnvironment;
    private final List<SecretFile> secretFiles;
    private final ToolInput input;
    private final ToolOutput output;
    private final Consumer<String> errorLines;
    private final Optional<Path> directory;
    private final Optional<Duration> timeout;
    private final Cancellation cancellation;
    private final Set<Integer> acceptedExitCodes;
    private final Optional<String> fix;

    private ToolCommand(Builder builder) {
        launcher = List.of();
        program = builder.program;
        arguments = List.copyOf(builder.arguments);
        inheritsEnvironment = builder.inheritsEnvironment;
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(builder.environment));
        secretEnvironment = Collections.unmodifiableMap(new LinkedHashMap<>(builder.secretEnvironment));
        secretFiles = List.copyOf(builder.secretFiles);
        input = builder.input;
        output = builder.output;
        errorLines = builder.errorLines;
        directory = Optional.ofNullable(builder.directory);
        timeout = Optional.ofNullable(builder.timeout);
        cancellation = builder.cancellation;
        acceptedExitCodes = builder.acceptedExitCodes;
        fix = Optional.ofNullable(builder.fix);
    }

    private ToolCommand(ToolCommand other, List<String> launcher) {
        this.launcher = List.copyOf(launcher);
        program = other.program;
        arguments = other.arguments;
        inheritsEnvironment = other.inheritsEnvironment;
        environment = other.environment;
        secretEnvironment = other.secretEnvironment;
        secretFiles = other.secretFiles;
        input = other.input;
        output = other.output;
        errorLines = other.errorLines;
        directory = other.directory;
        timeout = other.timeout;
        cancellation = other.cancellation;
        acceptedExitCodes = other.acceptedExitCodes;
        fix = other.fix;
    }

    /** Begins a call of a program: a path, or a name that is looked for in the folders of {@code PATH}. */
    public static Builder of(String program) {
        return new Builder(program);
    }

    /** Begins a call of the program at this path. */
    public static Builder of(Path program) {
        return new Builder(program.toAbsolutePath().toString());
    }

    /**
     * The same command, started by another program that turns into it, such as {@code runuser -u postgres --}.
     *
     * @param words that program and its arguments; none for a command that starts by itself
     */
    public ToolCommand launchedBy(List<String> words) {
        return new ToolCommand(this, words);
    }

    /** The program, if any, by which this one is started, and its arguments. */
    public List<String> launcher() {
        return launcher;
    }

    public String program() {
        return program;
    }

    public List<String> arguments() {
        return arguments;
    }

    /** Whether the tool gets all of this process's environment rather than a clean one. */
    public boolean inheritsEnvironment() {
        return inheritsEnvironment;
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Map<String, Secret> secretEnvironment() {
        return secretEnvironment;
    }

    public List<SecretFile> secretFiles() {
        return secretFiles;
    }

    public ToolInput input() {
        return input;
    }

    public ToolOutput output() {
        return output;
    }

    /** Gets each line of the standard error, redacted. */
    public Consumer<String> errorLines() {
        return errorLines;
    }

    public Optional<Path> directory() {
        return directory;
    }

    public Optional<Duration> timeout() {
        return timeout;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    public Set<Integer> acceptedExitCodes() {
        return acceptedExitCodes;
    }

    /** What a person can do when the tool fails. */
    public Optional<String> fix() {
        return fix;
    }

    /** Program and arguments, for messages; no part of the environment. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(launcher);
        words.add(program);
        secretFiles.forEach(file -> file.option().ifPresent(option -> words.add(option + "(secret file)")));
        words.addAll(arguments);
        return String.join(" ", words);
    }

    /**
     * A file that only the user of this process may read, deleted when the tool has ended. Should this process be
     * killed, it stays in the folder of temporary files.
     *
     * @param variable the variable of the environment that gets its path
     * @param option the start of the argument that gets its path, such as {@code --config=}
     * @param content the content, written as UTF-8
     */
    public record SecretFile(Optional<String> variable, Optional<String> option, Secret content) {}

    /** Collects the parts of a command. Not thread-safe. */
    public static final class Builder {
        private final String program;
        private final List<String> arguments = new ArrayList<>();
        private boolean inheritsEnvironment;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<String, Secret> secretEnvironment = new LinkedHashMap<>();
        private final List<SecretFile> secretFiles = new ArrayList<>();
        private ToolInput input = ToolInput.none();
        private ToolOutput output = ToolOutput.captured(256 * 1024);
        private Consumer<String> errorLines = line -> {};
        private @Nullable Path directory;
        private @Nullable Duration timeout;
        private Cancellation cancellation = new Cancellation();
        private Set<Integer> acceptedExitCodes = Set.of(0);
        private @Nullable String fix;

        private Builder(String program) {
            this.program = program;
        }

        /** Adds arguments after those that are already there. */
        public Builder arguments(String... more) {
            return arguments(List.of(more));
        }

        /** Adds arguments after those that are already there. */
        public Builder arguments(List<String> more) {
            arguments.addAll(more);
            return this;
        }

        /** Gives the tool all of this process's environment: for the user's own commands, which may count on it. */
        public Builder inheritEnvironment() {
            inheritsEnvironment = true;
            return this;
        }

        /** Sets a variable of the environment to a value that is no secret. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Sets a variable of the environment to a secret, as in {@code PGPASSWORD}. */
        public Builder secretEnvironment(String variable, Secret value) {
            secretEnvironment.put(variable, value);
            return this;
        }

        /** Sets a variable of the environment to the path of a secret file, as in {@code PGPASSFILE}. */
        public Builder secretFile(String variable, Secret content) {
            secretFiles.add(new SecretFile(Optional.of(variable), Optional.empty(), content));
            return this;
        }

        /**
         * Adds an argument before all others: this option, such as {@code --config=}, and the path of a secret file.
         */
        public Builder secretFileOption(String option, Secret content) {
            secretFiles.add(new SecretFile(Optional.empty(), Optional.of(option), content));
            return this;
        }

        /** Unless told otherwise, none. */
        public Builder input(ToolInput source) {
            input = source;
            return this;
        }

        /** Unless told otherwise, captured up to 256 KiB. */
        public Builder output(ToolOutput sink) {
            output = sink;
            return this;
        }

        /**
         * Gives each line of the standard error, redacted, to this consumer too, on another thread than the caller's.
         * An exception of the consumer ends the tool and is thrown by the runner.
         */
        public Builder errorLines(Consumer<String> consumer) {
            errorLines = consumer;
            return this;
        }

        /** The working directory; unless told otherwise, that of this process. */
        public Builder directory(Path path) {
            directory = path;
            return this;
        }

        /** Unless told otherwise, the tool may take as long as it likes. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Ends the tool soon after this was asked for. */
        public Builder cancellation(Cancellation asked) {
            cancellation = asked;
            return this;
        }

        /** Exit codes that mean success; unless told otherwise, 0 alone. */
        public Builder acceptedExitCodes(Integer... codes) {
            acceptedExitCodes = Set.of(codes);
            return this;
        }

        /** What a person can do when the tool fails; ends the message of {@code tool-failed}. */
        public Builder fix(String remedy) {
            fix = remedy;
            return this;
        }

        public ToolCommand build() {
            return new ToolCommand(this);
        }
    }
}
