package dev.uprev.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntConsumer;

/** Copies of files that are true to the byte and on disk when they are done. */
public final class FileCopy {
    private static final int BUFFER = 1 << 20;

    private FileCopy() {}

    /**
     * Copies a file durably, with its owner and its times.
     *
     * @param progress gets the number of bytes of each part before it is written, and may end it by an exception
     * @return the SHA-256 of what was read, in hex
     */
    public static String copy(Path from, Path to, IntConsumer progress) throws IOException {
        MessageDigest sum = sha256();
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(
                        to,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                progress.accept(buffer.remaining());
                sum.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.force(true);
        }
        likeTheOther(from, to);
        return HexFormat.of().formatHex(sum.digest());
    }

    /** Gives a file or a folder the permissions, the owner and the time of another. */
    public static void likeTheOther(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null) {
            PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
            PosixFileAttributes is = view.readAttributes();
            view.setPermissions(wanted.permissions());
            if (!is.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!is.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
        }
        Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
    }

    /** Has the names in a folder reach the disk, where the system has a way to do that. */
    public static void syncFolder(Path folder) throws IOException {
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            try (FileChannel channel = FileChannel.open(folder)) {
                channel.force(true);
            }
        }
    }

    /** Has what was written to a file reach the disk. */
    public static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The SHA-256 of a file, in hex. */
    public static String digest(Path file) {
        MessageDigest sum = sha256();
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                sum.update(buffer.flip());
                buffer.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
