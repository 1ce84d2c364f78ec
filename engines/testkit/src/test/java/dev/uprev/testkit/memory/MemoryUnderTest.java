package dev.uprev.testkit.memory;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import dev.uprev.spi.EngineProvider;
import dev.uprev.testkit.contract.Damage;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** The in-memory engine, or one made of it, for the contracts. */
public record MemoryUnderTest(EngineProvider provider) implements EngineUnderTest {
    @Override
    public CompatibilityRules rules() {
        return MemoryEngine.rules();
    }

    @Override
    public Set<UpgradeMethod> methods() {
        return EnumSet.allOf(UpgradeMethod.class);
    }

    @Override
    public ServerUnderTest startOlder(String password) {
        return Server.start("1.4", password);
    }

    @Override
    public ServerUnderTest startNewer(String password) {
        return Server.start("3.0", password);
    }

    @Override
    public ServedUnderTest startServed(Path folder, String password) {
        Server server = Server.start("1.4", password);
        MemoryInstances instances = new MemoryInstances();
        instances.adopt("served", server.server());
        return new ServedUnderTest(server, instances, "served", Version.parse("3"));
    }

    private record Server(MemoryServer server, Path passwordFile) implements ServerUnderTest {
        static Server start(String version, String password) {
            try {
                Path file = Files.writeString(Files.createTempFile("uprev-memory", ""), password);
                SecretRef reference = SecretRef.file(file.toString());
                return new Server(MemoryServer.start(version, "keeper", password, reference), file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Instance instance() {
            return server.instance();
        }

        @Override
        public void fill() {
            server.create("empty");
            server.create("orders");
            for (int i = 0; i < 300; i++) {
                server.insert("orders", "order " + i + ", " + "pieces ".repeat(i % 9) + i % 7);
            }
            server.create("words");
            for (int i = 0; i < 200; i++) {
                server.insert("words", "word " + i % 5);
            }
            server.index("orders", "number");
            server.index("orders", "Größe");
        }

        @Override
        public void clear() {
            server.clear();
        }

        @Override
        public SortedMap<String, String> contents() {
            return server.contents();
        }

        @Override
        public Version version() {
            if (!server.isUp()) {
                throw new IllegalStateException(server + " does not answer");
            }
            return server.version();
        }

        @Override
        public void write(String record) {
            server.insert("words", record);
        }

        @Override
        public SortedSet<String> traces() {
            return server.traces();
        }

        @Override
        public List<Damage> damages() {
            return List.of(
                    new Damage("a lost record", true, "words", () -> server.delete("words", "word 3")),
                    new Damage("a record too many", true, "orders", () -> server.insert("orders", "order 301")),
                    new Damage("an altered record", false, "orders", () -> {
                        server.delete("orders", "order 0, 0");
                        server.insert("orders", "order 0, 1");
                    }),
                    new Damage("a lost collection", true, "empty", () -> server.drop("empty")),
                    new Damage("an index too many", true, "words", () -> server.index("words", "length")));
        }

        @Override
        public void kill() {
            server.kill();
        }

        @Override
        public void restart() {
            server.restart();
        }

        @Override
        public void close() {
            server.close();
            try {
                Files.deleteIfExists(passwordFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
