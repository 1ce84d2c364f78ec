package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.secret.SecretRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services that are handled by the user's own commands, such as {@code kubectl} or {@code systemctl}. A command is a
 * list of arguments; no shell reads it. In each argument {@code {service}} stands for the service's name,
 * {@code {count}} for the wanted number of copies, and {@code {host}}, {@code {port}}, {@code {address}} (all
 * addresses, joined by commas) and {@code {user}} for the instance to use from now on. The reference to that instance's
 * password, never the password, is in the environment variable {@value #PASSWORD_REFERENCE}.
 *
 * <p>The status command prints one number, or two: the copies that are wanted and those that run. All commands end with
 * 0 when they have done their work. Thread-safe.
 */
public final class CommandServiceController implements ServiceController {
    /** The variable with the reference to the password, as in {@code env:NEW_PASSWORD}; absent where there is none. */
    public static final String PASSWORD_REFERENCE = "UPREV_PASSWORD_REFERENCE";

    private static final Pattern COUNTS = Pattern.compile("\\s*(\\d{1,9})(?:\\s+(\\d{1,9}))?\\s*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Commands commands;
    private final ToolRunner tools;

    /**
     * The three commands, each a program and its arguments.
     *
     * @param timeout how long one may take
     */
    public record Commands(List<String> status, List<String> scale, List<String> repoint, Duration timeout) {
        public Commands {
            status = nonEmpty("status", status);
            scale = nonEmpty("scale", scale);
            repoint = nonEmpty("repoint", repoint);
        }

        private static List<String> nonEmpty(String name, List<String> command) {
            if (command.isEmpty()) {
                throw new IllegalArgumentException("the " + name + " command of the services is empty");
            }
            return List.copyOf(command);
        }
    }

    public CommandServiceController(Commands commands, ToolRunner tools) {
        this.commands = commands;
        this.tools = tools;
    }

    @Override
    public ServiceStatus status(ServiceRef service) {
        String output = run(commands.status(), Map.of("service", service.name()), Map.of())
                .output();
        Matcher counts = COUNTS.matcher(output);
        if (!counts.matches()) {
            throw UpgradeException.failed(
                            "service-status-unreadable", "cannot tell how many copies of " + service + " run")
                    .seen(output.strip())
                    .why("the status command is to print one number, or two: wanted and running copies")
                    .fix("mend the status command " + commands.status());
        }
        int wanted = Integer.parseInt(counts.group(1));
        return new ServiceStatus(wanted, counts.group(2) == null ? wanted : Integer.parseInt(counts.group(2)));
    }

    @Override
    public void scale(ServiceRef service, int copies) {
        run(commands.scale(), Map.of("service", service.name(), "count", Integer.toString(copies)), Map.of());
    }

    @Override
    public void repoint(ServiceRef service, Instance instance) {
        Map<String, String> values = new HashMap<>();
        values.put("service", service.name());
        values.put("host", instance.address().host());
        values.put("port", Integer.toString(instance.address().port()));
        values.put(
                "address",
                String.join(
                        ",", instance.addresses().stream().map(Object::toString).toList()));
        values.put("user", instance.user().orElse(""));
        run(
                commands.repoint(),
                values,
                instance.password()
                        .map(SecretRef::toString)
                        .map(reference -> Map.of(PASSWORD_REFERENCE, reference))
                        .orElse(Map.of()));
    }

    private ToolResult run(List<String> template, Map<String, String> values, Map<String, String> environment) {
        List<String> words = template.stream().map(word -> fill(word, values)).toList();
        ToolCommand.Builder command = ToolCommand.of(words.get(0))
                .arguments(words.subList(1, words.size()))
                .inheritEnvironment()
                .timeout(commands.timeout());
        environment.forEach(command::environment);
        return tools.run(command.build());
    }

    private static String fill(String word, Map<String, String> values) {
        return PLACEHOLDER.matcher(word).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw UpgradeException.failed("unknown-placeholder", "cannot fill in a command for the services")
                        .seen(found.group())
                        .why("this command knows " + values.keySet())
                        .fix("use one of those");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
