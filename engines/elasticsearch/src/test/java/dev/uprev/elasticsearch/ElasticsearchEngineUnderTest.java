package dev.uprev.elasticsearch;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.spi.EngineProvider;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Elasticsearch for the contracts, from one release of the test kit to another. */
record ElasticsearchEngineUnderTest(String older, String newer, ServerPool pool) implements EngineUnderTest {
    @Override
    public EngineProvider provider() {
        return new ElasticsearchEngine();
    }

    @Override
    public ServerUnderTest startOlder(String password) {
        return pool.take(older, password);
    }

    @Override
    public ServerUnderTest startNewer(String password) {
        return pool.take(newer, password);
    }

    @Override
    public Set<UpgradeMethod> methods() {
        return EnumSet.of(UpgradeMethod.DUMP_AND_RESTORE, UpgradeMethod.IN_PLACE);
    }

    @Override
    public ServedUnderTest startServed(Path folder, String password) {
        Path secret;
        try {
            secret = Files.createFile(
                    Files.createDirectories(folder).resolve("password"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = Map.of("user", "uprev", "password", "file:" + secret);
        Served served = Served.start(folder, settings, older, newer).loggedIn("uprev", password);
        ElasticsearchUnderTest.Host host = new ElasticsearchUnderTest.Host(
                served.instance,
                served::ask,
                () -> served.servers.stop(Served.ENGINE, served.name()),
                () -> served.servers.start(Served.ENGINE, served.name(), Version.parse(Served.line(older))),
                served::close);
        return new ServedUnderTest(
                new ElasticsearchUnderTest(host), served.servers, served.name(), Version.parse(Served.line(newer)));
    }
}
