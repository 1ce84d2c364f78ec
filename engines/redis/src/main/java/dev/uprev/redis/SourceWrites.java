package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.json.Json;
import dev.uprev.model.HostPort;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out whether somebody writes to the source while it is dumped, by how often each command was called that writes.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO commandstats</a>
 */
final class SourceWrites {
    private static final String KEY = "dump.writes ";
    private static final String PREFIX = "cmdstat_";

    private final StepContext context;
    private final Connections connections;
    private final List<HostPort> servers;

    private SourceWrites(StepContext context, Connections connections, List<HostPort> servers) {
        this.context = context;
        this.connections = connections;
        this.servers = servers;
    }

    /** Notes the calls before the dump; when a dump is resumed, those before its first attempt count. */
    static SourceWrites begin(StepContext context, Connections connections, List<HostPort> servers) throws IOException {
        SourceWrites writes = new SourceWrites(context, connections, servers);
        for (HostPort server : servers) {
            SortedMap<String, String> calls = writes.calls(server);
            String key = KEY + calls.get("run_id");
            if (context.recall(key).isEmpty()) {
                context.remember(key, Json.write(calls));
            }
        }
        return writes;
    }

    /** Reports what was written since, as a warning. */
    void tell() throws IOException {
        SortedMap<String, Long> written = new TreeMap<>();
        for (HostPort server : servers) {
            SortedMap<String, String> now = calls(server);
            Map<?, ?> before = context.recall(KEY + now.get("run_id"))
                    .map(text -> (Map<?, ?>) Json.read(text, Map.class))
                    .orElse(Map.of());
            now.forEach((command, calls) -> {
                if (command.startsWith(PREFIX)) {
                    Object earlier = before.get(command);
                    long more = Long.parseLong(calls) - (earlier == null ? 0 : Long.parseLong(earlier.toString()));
                    if (more > 0) {
                        written.merge(command.substring(PREFIX.length()), more, Long::sum);
                    }
                }
            });
        }
        if (!written.isEmpty()) {
            context.report(Finding.warning(
                    "source-written-during-dump",
                    written.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
                            .collect(Collectors.joining(", ")),
                    "somebody wrote to the source while it was dumped; the target may have only a part of that",
                    "find out who writes to the source, have it stopped, and dump again"));
        }
    }

    /** How often commands that write were called, by {@code cmdstat_} and their names, and the run id. */
    private SortedMap<String, String> calls(HostPort address) throws IOException {
        try (RespConnection server = connections.open(address)) {
            Set<String> writing = RedisErrors.require("COMMAND", server.call("COMMAND")).list().stream()
                    .filter(command -> command.list().get(2).list().stream()
                            .anyMatch(flag -> flag.toString().equals("write")))
                    .map(command -> PREFIX + command.list().get(0))
                    .collect(Collectors.toSet());
            SortedMap<String, String> calls = new TreeMap<>();
            ServerInfo.section(server, "commandstats").fields().forEach((name, value) -> {
                // Subcommands, as in cmdstat_xgroup|create, are listed by the whole name.
                if (writing.contains(name.replaceFirst("\\|.*", ""))) {
                    calls.put(name, value.replaceFirst("calls=(\\d+).*", "$1"));
                }
            });
            calls.put("run_id", ServerInfo.section(server, "server").runId());
            return calls;
        }
    }
}
