package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.io.PrivateFiles;
import dev.uprev.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of one server. It is one of ours exactly when it holds a {@code server.json}. */
final class ServerFolder {
    private static final Logger LOG = LoggerFactory.getLogger(LocalInstanceController.class);
    private static final String RECORD = "server.json";
    private static final String UNFINISHED_RECORD = "server.json.new";

    private final Path path;

    ServerFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** What is known of the server; empty when there is none. */
    Optional<ServerRecord> read() {
        Path file = path.resolve(RECORD);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            ServerRecord found = Json.read(Files.readString(file), ServerRecord.class);
            if (found.format() > ServerRecord.FORMAT) {
                throw unreadable("it was written by a later version of this program");
            }
            return Optional.of(found);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e.toString());
        }
    }

    /**
     * Makes the folder of a new server.
     *
     * @throws UpgradeException {@code server-folder-taken} when something that is not ours is there
     */
    void make() throws IOException {
        PrivateFiles.makeDirectory(path);
        Files.deleteIfExists(path.resolve(UNFINISHED_RECORD));
        try (Stream<Path> content = Files.list(path)) {
            List<Path> names = content.map(Path::getFileName).limit(3).toList();
            if (!names.isEmpty()) {
                throw UpgradeException.failed("server-folder-taken", "cannot make a server in a folder that is in use")
                        .seen(path)
                        .why("there is no " + RECORD + " in it, but other files such as " + names)
                        .fix("give the server another name, or empty that folder");
            }
        }
    }

    /** Writes the record so that a crash leaves the old one or the new one. */
    void write(ServerRecord next) throws IOException {
        Path unfinished = path.resolve(UNFINISHED_RECORD);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((Json.write(next) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, path.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    void writeConfiguration(SortedMap<Path, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Path target = path.resolve(file.getKey());
            PrivateFiles.makeDirectory(Optional.ofNullable(target.getParent()).orElse(path));
            Files.writeString(target, file.getValue());
        }
    }

    /** Deletes what a server has, and what it had of configuration; other files stay, and then the folder too. */
    void delete(List<Path> files) throws IOException {
        for (Path file : files) {
            Path target = path.resolve(path.relativize(path.resolve(file)).getName(0));
            FileTree.delete(target);
        }
        Files.deleteIfExists(path.resolve(UNFINISHED_RECORD));
        Files.deleteIfExists(path.resolve(RECORD));
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            LOG.info("{} stays, because there are files in it that were not made by the server", path);
        }
    }

    private UpgradeException unreadable(String why) {
        return UpgradeException.failed("server-record-unreadable", "cannot tell what server this is")
                .seen(path.resolve(RECORD))
                .why(why)
                .fix("mend that file, or move the folder away after stopping the server in it");
    }
}
