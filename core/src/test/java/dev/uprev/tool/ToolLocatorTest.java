package dev.uprev.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import dev.uprev.model.VersionScheme;
import dev.uprev.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolLocatorTest {
    private static final ToolRunner RUNNER = ToolRunner.local(new Redactor());

    @TempDir
    Path root;

    private Path onPath;
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void makeFolder() throws IOException {
        onPath = Files.createDirectory(root.resolve("path"));
    }

    private ToolLocator locator() {
        return new ToolLocator(
                command -> {
                    runs.incrementAndGet();
                    return RUNNER.run(command);
                },
                List.of(onPath));
    }

    private ToolRequirement wanted() {
        return ToolRequirement.of("dumper", "install the package dumper").usualFolders(root + "/lib/*/bin");
    }

    private static Path dumper(Path folder, String script) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.writeString(folder.resolve("dumper"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path version(String version) throws IOException {
        return dumper(root.resolve("lib/" + version + "/bin"), "echo dumper '(SomeSQL)' " + version + " '(Debian)'");
    }

    @Test
    void takesTheNewestUnlessToldOtherwise() throws IOException {
        version("9.6.1");
        Path newest = version("18.2");
        version("17.9");

        Tool tool = locator().find(wanted());

        assertThat(tool).isEqualTo(new Tool(newest, Version.parse("18.2")));
        assertThat(tool).hasToString("dumper 18.2 at " + newest.getParent());
        assertThat(RUNNER.run(tool.command().build()).output()).contains("18.2");
    }

    @Test
    void takesTheOldestLineThatWillDoAndTheNewestReleaseInIt() throws IOException {
        version("15.18");
        version("16.2");
        Path best = version("16.10");
        version("17.1");

        assertThat(locator()
                        .find(wanted().atLeast(Version.parse("16")).preferOldestLine(VersionScheme.POSTGRESQL))
                        .path())
                .isEqualTo(best);
    }

    @Test
    void takesExactlyTheLineThatIsWanted() throws IOException {
        version("18.1");
        Path exact = version("17.5");

        assertThat(locator().find(wanted().ofLine(Version.parse("17"))).path()).isEqualTo(exact);
    }

    @Test
    void theConfiguredFolderWinsWhereItsVersionWillDo() throws IOException {
        Path newer = version("18.1");
        Path configured = dumper(root.resolve("mine"), "echo dumper 17.1");
        ToolRequirement wanted = wanted().configured(Optional.of(root.resolve("mine")));

        assertThat(locator().find(wanted).path()).isEqualTo(configured);
        assertThat(locator().find(wanted.atLeast(Version.parse("18"))).path()).isEqualTo(newer);
    }

    @Test
    void thePathComesBeforeUsualFoldersOfTheSameVersion() throws IOException {
        version("17.1");
        Path first = dumper(onPath, "echo dumper 17.1");

        assertThat(locator().find(wanted()).path()).isEqualTo(first);
    }

    @Test
    void aVersionOnTheErrorOutputCounts() throws IOException {
        dumper(onPath, "echo dumper 4.2 >&2");

        assertThat(locator().find(wanted()).version()).isEqualTo(Version.parse("4.2"));
    }

    @Test
    void asksOnceForEachFileAsLongAsItStaysTheSame() throws IOException {
        Path file = dumper(onPath, "echo dumper 17.1");
        ToolLocator locator = locator();

        locator.find(wanted());
        locator.find(wanted());
        assertThat(runs).hasValue(1);

        dumper(onPath, "echo dumper 17.2");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(locator.find(wanted()).version()).hasToString("17.2");
        assertThat(runs).hasValue(2);
    }

    @Test
    void aFolderReachedByALinkIsTriedOnce() throws IOException {
        version("17.1");
        Files.createSymbolicLink(root.resolve("lib/current"), root.resolve("lib/17.1"));

        locator().find(wanted());

        assertThat(runs).hasValue(1);
    }

    @Test
    void notFoundNamesEveryPlaceAndWhatWasThere() throws IOException {
        Path old = version("15.18");
        Path mute = dumper(root.resolve("lib/mute/bin"), "echo hello");
        Path broken = dumper(root.resolve("lib/broken/bin"), "echo library missing >&2; exit 127");
        Files.createDirectories(root.resolve("lib/none/bin"));
        ToolRequirement wanted = wanted().usualFolders("/nowhere/*/bin")
                .configured(Optional.of(root.resolve("absent")))
                .atLeast(Version.parse("18"));

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> locator().find(wanted))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-not-found"))
                .withMessageStartingWith(
                        "cannot find a suitable dumper: dumper 15.18 at " + old.getParent() + ": older than 18; ")
                .withMessageContaining(broken + ": does not run (dumper failed with exit code 127: \"library missing\"")
                .withMessageContaining(mute + ": does not tell its version: \"hello\"")
                .withMessageContaining("; none in /nowhere/*/bin, " + root.resolve("absent") + ", " + onPath + ", "
                        + root.resolve("lib/none/bin"))
                .withMessageEndingWith("; fix: install the package dumper");
    }

    @Test
    void aFileThatIsNotExecutableIsNoProgram() throws IOException {
        Path file = dumper(onPath, "echo dumper 17.1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> locator().find(wanted()))
                .withMessageContaining("none in " + root + "/lib/*/bin, " + onPath);
    }

    @Test
    void aPreReleaseOfTheWantedLineWillDo() throws IOException {
        Path beta = dumper(onPath, "echo 'dumper (SomeSQL) 18beta2'");

        assertThat(locator().find(wanted().atLeast(Version.parse("18"))).path()).isEqualTo(beta);
    }
}
