package dev.uprev.control;

import static dev.uprev.control.ToyServers.TOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import dev.uprev.spi.ServerFiles;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With servers that are shell scripts. */
class LocalInstanceControllerTest {
    private static final SortedMap<String, String> PLAIN = new TreeMap<>();

    @TempDir
    Path root;

    private ToyServers toy;

    @BeforeEach
    void installVersions() throws IOException {
        toy = new ToyServers(root);
        toy.install("1.0.9");
        toy.install("1.2.3");
        toy.install("1.2.10");
        toy.install("2.0.1");
    }

    @AfterEach
    void leaveNothingRunning() {
        toy.controller().remove(TOY, "one");
    }

    private Instance provision(String version, SortedMap<String, String> settings) {
        return toy.controller().provision(TOY, "one", Version.parse(version), settings);
    }

    private Path folder() {
        return toy.base().resolve("one");
    }

    private boolean isUp() {
        return ServerProcess.find(folder().resolve("pid"), folder()).isPresent();
    }

    private String upVersion() throws IOException {
        return Files.readString(folder().resolve("data/up")).strip();
    }

    /** The message of the refusal. */
    private static String refusal(String code, ThrowingCallable call) {
        UpgradeException refusal = assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(call)
                .actual();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.fix()).isPresent();
        return String.valueOf(refusal.getMessage());
    }

    @Test
    void makesAServerOfTheNewestPatchOfTheLineAndStartsIt() throws IOException {
        Instance instance = provision("1.2", PLAIN);

        assertThat(upVersion()).isEqualTo("toyd 1.2.10 is up");
        assertThat(isUp()).isTrue();
        assertThat(instance.engine()).isEqualTo(TOY);
        assertThat(instance.address().host()).isEqualTo("127.0.0.1");
        assertThat(instance.user()).contains("boss");
        assertThat(instance.password()).isEmpty();
        assertThat(toy.completions).isEqualTo(1);
        assertThat(folder().resolve("conf/toy.conf")).hasContent("version 1.2.10");
    }

    @Test
    void givesTheServerThereIsWhenAskedAgain() throws IOException {
        Instance first = provision("1.2", PLAIN);
        toy.calls.clear();

        assertThat(provision("1.2", PLAIN)).isEqualTo(first);
        assertThat(toy.calls).isEmpty();
        assertThat(toy.completions).isEqualTo(1);

        toy.controller().stop(TOY, "one");
        assertThat(provision("1.2", PLAIN)).isEqualTo(first);
        assertThat(isUp()).isTrue();
        assertThat(toy.calls).containsExactly("start");
    }

    @Test
    void refusesToTakeAnotherServerForTheOneThatIsWanted() {
        provision("1.2", PLAIN);

        assertThat(refusal("server-exists", () -> provision("2.0", PLAIN))).contains("1.2.10");
        refusal("server-exists", () -> provision("1.2", new TreeMap<>(Map.of("memory", "1GB"))));
    }

    @Test
    void usesPortUserAndPasswordAsAsked() throws IOException {
        Path password = Files.writeString(root.resolve("password"), "canary-4711\n");
        int port = Ports.anyFree();

        Instance instance = provision(
                "1.2",
                new TreeMap<>(
                        Map.of("port", "" + port, "user", "carl", "password", "file:" + password, "memory", "1")));

        assertThat(instance.address()).isEqualTo(new HostPort("127.0.0.1", port));
        assertThat(instance.user()).contains("carl");
        assertThat(instance.password()).contains(SecretRef.file(password.toString()));
        assertThat(folder().resolve("data/password")).hasContent("canary-4711");
        assertThat(folder().resolve("server.json")).content().doesNotContain("canary");
    }

    @Test
    void refusesAPasswordThatIsNoReference() {
        String message = refusal(
                "invalid-secret-reference", () -> provision("1.2", new TreeMap<>(Map.of("password", "canary-4711"))));

        assertThat(message).doesNotContain("canary");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void prefersTheFoldersThatItWasGiven() throws IOException {
        Path given = root.resolve("own");
        toy.install(given.resolve("bin"), "1.2.1");

        toy.controller(given).provision(TOY, "one", Version.parse("1.2"), PLAIN);

        assertThat(upVersion()).isEqualTo("toyd 1.2.1 is up");
    }

    @Test
    void namesThePlacesTriedAndTheVersionsFound() {
        Path given = root.resolve("nowhere");

        String message = refusal(
                "version-not-installed",
                () -> toy.controller(given).provision(TOY, "one", Version.parse("1.3"), PLAIN));

        assertThat(message).contains("1.0.9", "1.2.3", "1.2.10", "2.0.1", given.toString(), root + "/lib/toy-");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            String port = Integer.toString(other.getLocalPort());

            String message = refusal("port-in-use", () -> provision("1.2", new TreeMap<>(Map.of("port", port))));

            assertThat(message).contains(port);
            assertThat(folder()).doesNotExist();
        }
    }

    @Test
    void showsTheEndOfTheLogOfAServerThatDoesNotStart() throws IOException {
        toy.misbehave("break-start", true);
        assertThat(refusal("server-not-started", () -> provision("1.2", PLAIN))).contains("FATAL: cannot map memory");

        toy.misbehave("break-start", false);
        provision("1.2", PLAIN);
        assertThat(toy.calls).containsExactly("init", "start", "start");
    }

    @Test
    void makesAHalfMadeDataDirectoryAnew() throws IOException {
        toy.misbehave("break-init", true);
        assertThat(refusal("tool-failed", () -> provision("1.2", PLAIN))).contains("no space left");
        assertThat(folder().resolve("data/half")).exists();
        toy.misbehave("break-init", false);

        provision("1.2", PLAIN);

        assertThat(isUp()).isTrue();
    }

    /** Killed before or after each program that it runs; init leaves the half of a data directory behind. */
    @ParameterizedTest
    @CsvSource({"init,false", "init,true", "start,false", "start,true"})
    void goesOnAfterAKillAnywhere(String call, boolean afterwards) {
        toy.machine = tools -> command -> {
            if (!afterwards && command.arguments().get(0).equals(call)) {
                throw new Killed();
            }
            var result = tools.run(command);
            if (afterwards && command.arguments().get(0).equals(call)) {
                throw new Killed();
            }
            return result;
        };
        assertThatExceptionOfType(Killed.class).isThrownBy(() -> provision("1.2", PLAIN));
        toy.machine = tools -> tools;

        provision("1.2", PLAIN);

        assertThat(isUp()).isTrue();
        assertThat(toy.completions).isEqualTo(1);
        assertThat(folder().resolve("log")).content().containsOnlyOnce("is up");
        assertThat(provision("1.2", PLAIN)).isEqualTo(provision("1.2", PLAIN));
    }

    @Test
    void removesWhatItHasMadeAndNothingElse() throws IOException {
        provision("1.2", PLAIN);
        Path foreign = Files.writeString(folder().resolve("notes.txt"), "mine");
        Path outside = Files.writeString(root.resolve("outside"), "mine");
        Files.createSymbolicLink(folder().resolve("data/link"), outside);

        toy.controller().remove(TOY, "one");

        assertThat(isUp()).isFalse();
        assertThat(toy.base().resolve("ended")).content().isEqualToIgnoringNewLines("ended");
        assertThat(folder()).isDirectoryNotContaining(path -> !path.equals(foreign));
        assertThat(foreign).hasContent("mine");
        assertThat(outside).hasContent("mine");
        toy.controller().remove(TOY, "one");
        Files.delete(foreign);
        Files.delete(folder());
    }

    @Test
    void leavesAFolderAloneThatIsNotItsOwn() throws IOException {
        Files.createDirectories(folder().resolve("data"));
        Files.writeString(folder().resolve("data/precious"), "mine");

        refusal("server-folder-taken", () -> provision("1.2", PLAIN));
        toy.controller().remove(TOY, "one");

        assertThat(folder().resolve("data/precious")).hasContent("mine");
    }

    @Test
    void startsTheSameDataWithAnotherVersion() throws IOException {
        Instance instance = provision("1.2", PLAIN);
        LocalInstanceController controller = toy.controller();
        Files.writeString(folder().resolve("data/row"), "42");

        refusal("server-running", () -> controller.start(TOY, "one", Version.parse("2.0")));
        controller.stop(TOY, "one");
        controller.stop(TOY, "one");
        assertThat(isUp()).isFalse();
        controller.start(TOY, "one", Version.parse("2.0"));
        controller.start(TOY, "one", Version.parse("2.0"));

        assertThat(upVersion()).isEqualTo("toyd 2.0.1 is up");
        assertThat(folder().resolve("data/row")).hasContent("42");
        assertThat(folder().resolve("conf/toy.conf")).hasContent("version 2.0.1");
        assertThat(provision("2.0", PLAIN)).isEqualTo(instance);
    }

    @Test
    void tellsWhereTheFilesAre() {
        assertThat(toy.controller().files(TOY, "one")).isEmpty();
        provision("1.2", PLAIN);

        ServerFiles files = toy.controller().files(TOY, "one").orElseThrow();

        assertThat(files.data()).isEqualTo(folder().resolve("data"));
        assertThat(files.version()).hasToString("1.2.10");
        assertThat(files.binaries().keySet())
                .extracting(Version::toString)
                .containsExactly("1.0.9", "1.2.3", "1.2.10", "2.0.1");
        assertThat(files.binaries().get(Version.parse("2.0.1"))).isEqualTo(root.resolve("lib/toy-2.0.1/bin"));
    }

    /** The number in a pid file that a crash has left may be that of any process. */
    @Test
    void endsNoProcessThatIsNotTheServers() throws Exception {
        provision("1.2", PLAIN);
        toy.controller().stop(TOY, "one");
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder().resolve("pid"), stranger.pid() + "\n");

            toy.controller().stop(TOY, "one");
            provision("1.2", PLAIN);
            toy.controller().stop(TOY, "one");
            Files.writeString(folder().resolve("pid"), stranger.pid() + "\n");
            toy.controller().remove(TOY, "one");

            assertThat(stranger.waitFor(200, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void startsAgainAfterTheServerWasKilled() throws Exception {
        Instance instance = provision("1.2", PLAIN);
        ProcessHandle server =
                ServerProcess.find(folder().resolve("pid"), folder()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);
        assertThat(folder().resolve("pid")).exists();

        assertThat(provision("1.2", PLAIN)).isEqualTo(instance);
        assertThat(isUp()).isTrue();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        refusal("server-unknown", () -> toy.controller().stop(TOY, "one"));
        refusal("server-unknown", () -> toy.controller().start(TOY, "one", Version.parse("1.2")));
        for (String name : List.of("../one", "", "a/b", ".hidden")) {
            refusal("invalid-server-name", () -> toy.controller().remove(TOY, name));
        }
        refusal(
                "no-local-servers",
                () -> toy.controller().provision(DatabaseEngine.REDIS, "one", Version.parse("7.0"), PLAIN));
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
