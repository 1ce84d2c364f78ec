package dev.uprev.postgresql;

import dev.uprev.control.LocalInstanceController;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A PostgreSQL server of the local instance controller, for the contracts. */
final class ServedPostgres {
    private static final String NAME = "shop-db";
    private static final int OLDER = 13;
    private static final int NEWER = 15;

    private ServedPostgres() {}

    static ServedUnderTest start(Path folder, String password) {
        LocalInstanceController servers = InPlaceScene.controller(
                folder.resolve("servers"), List.of(PostgresTools.upgradable(OLDER), InPlaceScene.whole(NEWER)));
        Version older = Version.parse(Integer.toString(OLDER));
        Map<String, String> settings = Map.of("password", "file:" + passwordFile(folder, password));
        Instance instance = servers.provision(DatabaseEngine.POSTGRESQL, NAME, older, new TreeMap<>(settings));
        PostgresUnderTest.Host host = new PostgresUnderTest.Host(
                instance,
                database -> "jdbc:postgresql://" + instance.address() + "/" + database + "?user=postgres",
                () -> servers.stop(DatabaseEngine.POSTGRESQL, NAME),
                () -> servers.start(DatabaseEngine.POSTGRESQL, NAME, older),
                () -> servers.remove(DatabaseEngine.POSTGRESQL, NAME));
        return new ServedUnderTest(
                new PostgresUnderTest(host, password), servers, NAME, Version.parse(Integer.toString(NEWER)));
    }

    private static Path passwordFile(Path folder, String password) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve("password"), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
