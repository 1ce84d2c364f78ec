package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The secret files of one command, there from creation to close. */
final class SecretFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

    private final List<Path> files = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();

    private SecretFiles() {}

    static SecretFiles write(ToolCommand command) {
        SecretFiles files = new SecretFiles();
        try {
            command.secretFiles().forEach(files::write);
            return files;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void write(ToolCommand.SecretFile secret) {
        Path file = secret.content().useUtf8(this::write);
        secret.variable().ifPresent(variable -> variables.put(variable, file.toString()));
        secret.option().ifPresent(option -> arguments.add(option + file));
    }

    private Path write(byte[] content) {
        try {
            Path file = Files.createTempFile("uprev-", ".secret"); // for its owner alone, says the JDK
            files.add(file);
            return Files.write(file, content);
        } catch (IOException e) {
            throw UpgradeException.failed(
                            "tool-not-started", "cannot write a file for the tool to read its secret from")
                    .seen(System.getProperty("java.io.tmpdir"))
                    .why(e.toString())
                    .cause(e)
                    .fix("make that folder writable, or name another one with -Djava.io.tmpdir");
        }
    }

    Map<String, String> variables() {
        return variables;
    }

    List<String> arguments() {
        return arguments;
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("cannot delete the secret file {}: delete it by hand ({})", file, e.toString());
            }
        }
    }
}
