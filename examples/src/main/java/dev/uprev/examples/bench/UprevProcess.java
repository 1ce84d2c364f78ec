package dev.uprev.examples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line program in a Java of its own, with the options that this one has from the launcher. */
final class UprevProcess {
    private UprevProcess() {}

    /** The command that carries out a request; archive and journal are those of the place. */
    static List<String> run(Workplace place, String request) throws IOException {
        Path file = Files.writeString(
                place.folder().resolve("request.yaml"),
                request
                        + "archive: %s%njournal: %s%n"
                                .formatted(place.dump(), place.folder().resolve("journal")));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.uprev.examples.cli.UprevProgram", "run", "--yes", file.toString()));
        return command;
    }
}
