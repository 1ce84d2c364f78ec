package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pg_controldata says of a cluster, running or not.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-pgcontroldata.html">pg_controldata</a>
 */
final class ControlFile {
    private static final Pattern LINE = Pattern.compile("(?m)^([^:\\n]+):[ \\t]*(.*)$");
    private static final long LOW_WORD = 0xFFFF_FFFFL;

    private final Path data;
    private final Map<String, String> values = new HashMap<>();

    private ControlFile(Path data, String text) {
        this.data = data;
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            values.put(lines.group(1), lines.group(2).strip());
        }
    }

    /** @throws UpgradeException {@code tool-failed} when there is no such cluster, or a release's it does not know */
    static ControlFile read(ToolRunner tools, ServerPrograms programs, Path data) {
        return new ControlFile(
                data,
                programs.run(tools, programs.command("pg_controldata").arguments(data.toString()))
                        .output());
    }

    String systemIdentifier() {
        return value("Database system identifier");
    }

    /** Whether the server was stopped in good order, so that its files tell all. */
    boolean isShutDown() {
        return value("Database cluster state").equals("shut down");
    }

    /**
     * The place of the last checkpoint in the write-ahead log. A server that has come up at all has written another.
     */
    String checkpoint() {
        return value("Latest checkpoint location");
    }

    /** The low 32 bits of the id that the next transaction will get, after a stop in good order. */
    long nextTransaction() {
        String text = value("Latest checkpoint's NextXID"); // 0:731, before 9.6 0/731
        return Long.parseLong(text.substring(Math.max(text.indexOf(':'), text.indexOf('/')) + 1)) & LOW_WORD;
    }

    /** Absent before 9.3. */
    boolean hasChecksums() {
        return !Optional.ofNullable(values.get("Data page checksum version"))
                .orElse("0")
                .equals("0");
    }

    long walSegmentBytes() {
        return Long.parseLong(value("Bytes per WAL segment"));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw UpgradeException.failed("control-file-unreadable", "cannot tell the state of a cluster")
                    .seen(data)
                    .why("pg_controldata does not say \"" + name + "\"")
                    .fix("see what pg_controldata says of this directory");
        }
        return value;
    }
}
