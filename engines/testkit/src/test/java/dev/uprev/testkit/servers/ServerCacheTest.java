package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    @TempDir
    Path root;

    @Test
    void unpacksOnceAndShowsOnlyWholeFolders() {
        Counting distribution = new Counting(root.resolve("count"));
        ServerCache cache = ServerCache.at(root);

        Path first = cache.folder(distribution);
        Path second = cache.folder(distribution);

        assertThat(first).isEqualTo(root.resolve("thing-1")).isEqualTo(second);
        assertThat(first.resolve("file")).hasContent(first.toString());
        assertThat(root.resolve("count")).hasContent("x");
        assertThat(root.resolve("thing-1.partial")).doesNotExist();
    }

    @Test
    void leavesNothingOfAFailureAndTriesAgain() {
        ServerCache cache = ServerCache.at(root);
        Distribution broken = new Counting(root.resolve("count")) {
            @Override
            public void unpack(Path folder, Path home) throws IOException {
                super.unpack(folder, home);
                throw new IOException("disk on fire");
            }
        };
        assertThatThrownBy(() -> cache.folder(broken))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("disk on fire");
        assertThat(root.resolve("thing-1")).doesNotExist();
        assertThat(root.resolve("thing-1.partial")).doesNotExist();

        assertThat(cache.folder(new Counting(root.resolve("count"))).resolve("file"))
                .exists();
    }

    @Test
    void clearsWhatAKilledProcessHasLeft() throws IOException {
        Path partial = Files.createDirectories(root.resolve("thing-1.partial"));
        Files.writeString(partial.resolve("half"), "a file");

        Path home = ServerCache.at(root).folder(new Counting(root.resolve("count")));

        assertThat(home.resolve("half")).doesNotExist();
    }

    @Test
    void unpacksOnceForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> task = () -> ServerCache.at(root).folder(new Counting(root.resolve("count")));
            for (Future<Path> folder :
                    threads.invokeAll(Stream.generate(() -> task).limit(8).toList())) {
                assertThat(folder.get().resolve("file")).exists();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(root.resolve("count")).hasContent("x");
    }

    @Test
    void unpacksOnceForManyProcesses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Callable<String> task = () -> Children.run(UnpacksSlowly.class, root.toString());
            List<Future<String>> answers = threads.invokeAll(List.of(task, task, task));
            for (Future<String> answer : answers) {
                assertThat(Path.of(answer.get()).resolve("file")).exists();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(root.resolve("count")).hasContent("x");
    }

    /** Run as a process of its own: writes the folder that it was given to a file. */
    static final class UnpacksSlowly {
        public static void main(String[] args) throws IOException {
            Path root = Path.of(args[1]);
            Path home = ServerCache.at(root).folder(new Counting(root.resolve("count")));
            Files.writeString(Path.of(args[0]), home.toString());
        }
    }

    /** Adds an x to a file each time it is unpacked. */
    private static class Counting implements Distribution {
        private final Path count;

        Counting(Path count) {
            this.count = count;
        }

        @Override
        public String name() {
            return "thing-1";
        }

        @Override
        public void unpack(Path folder, Path home) throws IOException {
            Files.writeString(count, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            try {
                Thread.sleep(300); // long enough for the others to come
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            Files.writeString(folder.resolve("file"), home.toString());
        }
    }
}
