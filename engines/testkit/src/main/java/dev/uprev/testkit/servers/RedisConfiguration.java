package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The redis.conf of a test server, which holds passwords and so is readable by its owner only. */
final class RedisConfiguration {
    private RedisConfiguration() {}

    static Path write(Path file, RedisFiles files) throws IOException {
        RedisSetup setup = files.setup();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("bind", "127.0.0.1");
        settings.put("dir", quoted(files.data().toString()));
        settings.put("save", "");
        settings.put("appendonly", "no");
        // Replication begins at once, not when more replicas might have come.
        settings.put("repl-diskless-sync-delay", "0");
        setup.password.ifPresent(password -> settings.put("requirepass", quoted(password)));
        files.certificate().ifPresent(tls -> {
            settings.put("tls-cert-file", quoted(tls.certificate().toString()));
            settings.put("tls-key-file", quoted(tls.key().toString()));
            settings.put("tls-ca-cert-file", quoted(tls.certificate().toString()));
            settings.put("tls-auth-clients", "no");
        });
        settings.putAll(setup.settings);

        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + " " + (value.isEmpty() ? quoted("") : value)));
        lines.addAll(setup.lines);
        return PrivateFile.write(file, String.join("\n", lines) + "\n");
    }

    /** One word for redis.conf, whatever characters are in it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
