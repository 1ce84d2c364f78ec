package dev.uprev.examples.demo;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The platform of the shop's services: each copy is a process, each service has a configuration file with the address
 * of the database. This is what a team writes for its own platform, be it Kubernetes or systemd, to let Uprev handle
 * its services.
 */
final class ShopServices implements ServiceController, AutoCloseable {
    private static final int END_SECONDS = 5;

    private final Path folder;
    private final Map<ServiceRef, ShopProgram> programs;
    private final Map<ServiceRef, List<Process>> copies = new HashMap<>();
    private final Map<ServiceRef, Integer> wanted = new HashMap<>();
    private int started;
    private boolean closed;

    /** Services that are not running yet. Their configuration, ledgers and logs are in this folder. */
    ShopServices(Path folder, List<ShopProgram> programs) throws IOException {
        this.folder = folder;
        this.programs = programs.stream().collect(Collectors.toMap(ShopProgram::service, Function.identity()));
        Files.createDirectories(ledgers());
    }

    Path ledgers() {
        return folder.resolve("ledgers");
    }

    @Override
    public synchronized ServiceStatus status(ServiceRef service) {
        if (closed) {
            throw UpgradeException.failed("service-unknown", "the shop is closed")
                    .fix("run the demo again");
        }
        program(service);
        List<Process> running = copies.computeIfAbsent(service, name -> new ArrayList<>());
        running.removeIf(process -> !process.isAlive());
        int count = wanted.getOrDefault(service, 0);
        // When the shop is closed nobody is to wait for copies that will not come.
        return new ServiceStatus(count, closed ? count : running.size());
    }

    /** Starts copies or tells the last ones to end, and does not wait. */
    @Override
    public synchronized void scale(ServiceRef service, int count) {
        status(service);
        wanted.put(service, count);
        List<Process> running = copies.getOrDefault(service, List.of());
        running.stream().skip(count).forEach(ShopServices::tellToEnd);
        for (int copy = running.size(); copy < count && !closed; copy++) {
            running.add(start(service));
        }
    }

    /** Writes the configuration file, which appears at once and whole. */
    @Override
    public synchronized void repoint(ServiceRef service, Instance instance) {
        program(service);
        List<String> lines = List.of(
                "host=" + instance.address().host(),
                "port=" + instance.address().port());
        Path file = configurationFile(service);
        try {
            Path draft = Files.write(file.resolveSibling(service + ".draft"), lines);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw UpgradeException.failed("service-not-repointed", "cannot write the configuration of " + service)
                    .seen(file)
                    .cause(e)
                    .fix("see to it that the file can be written");
        }
    }

    /** What is in the configuration file of a service. */
    String configuration(ServiceRef service) throws IOException {
        return String.join(" ", Files.readAllLines(configurationFile(service)));
    }

    /** How many copies of all services are to run. */
    synchronized int copiesWanted() {
        return wanted.values().stream().mapToInt(Integer::intValue).sum();
    }

    Path folder() {
        return folder;
    }

    private Path configurationFile(ServiceRef service) {
        return folder.resolve(service + ".properties");
    }

    private Process start(ServiceRef service) {
        started++;
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program(service).program().getName(),
                configurationFile(service).toString(),
                ledgers().resolve(service + "-" + started).toString());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            folder.resolve(service + "-" + started + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service ends when its input does, after what it is just writing. */
    private static void tellToEnd(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private ShopProgram program(ServiceRef service) {
        ShopProgram program = programs.get(service);
        if (program == null) {
            throw UpgradeException.failed("service-unknown", "there is no such service")
                    .seen(service)
                    .why("the shop has " + programs.keySet())
                    .fix("name one of these");
        }
        return program;
    }

    /** Ends all copies; none starts any more. */
    @Override
    public synchronized void close() {
        closed = true;
        copies.values().stream().flatMap(List::stream).forEach(ShopServices::tellToEnd);
        for (Process process : copies.values().stream().flatMap(List::stream).toList()) {
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
