package dev.uprev.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads the frames of one data file and believes none that does not bear its seal. Not thread-safe. */
final class DataFileReader implements AutoCloseable {
    private final FrameDecoder decoder;
    private final ArchiveEntry entry;
    private final ArchiveEntry.DataFile data;
    private final Path path;
    private final FileChannel channel;
    private final byte[] seal = new byte[Sha256.BYTES];
    private long position;
    private long frames;
    private long rawBytes;

    DataFileReader(ArchiveLayout layout, ArchiveEntry entry, ArchiveEntry.DataFile data, FrameDecoder decoder) {
        this.decoder = decoder;
        this.entry = entry;
        this.data = data;
        this.path = layout.resolve(data);
        long size = size(path);
        if (size != data.bytes()) {
            throw ArchiveErrors.damaged(data.file(), wrongSize(size, data.bytes()));
        }
        try {
            this.channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw ArchiveErrors.io("open", path, e);
        }
        FrameFormat.firstSeal(data.file(), decoder.sha256(), seal);
    }

    /** Size of a file; -1 where it is missing. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw ArchiveErrors.io("look at", file, e);
        }
    }

    static String wrongSize(long seen, long expected) {
        return seen < 0 ? "the file is missing" : "it has " + seen + " bytes and should have " + expected;
    }

    /**
     * Reads the next frame into the decoder's buffer and checks its seal; at the end of the file, checks that nothing
     * is missing.
     *
     * @return whether there was one
     * @throws dev.uprev.error.UpgradeException {@code archive-damaged}
     */
    boolean next() {
        if (frames == data.frames()) {
            checkEnd();
            return false;
        }
        try {
            ByteBuffer frame = decoder.stored(FrameFormat.HEADER_BYTES);
            read(frame, 0, FrameFormat.HEADER_BYTES);
            if (!FrameFormat.isHeader(frame)) {
                throw damaged("its header is not one");
            }
            int length = FrameFormat.HEADER_BYTES + FrameFormat.storedLength(frame);
            frame = decoder.stored(length);
            read(frame, FrameFormat.HEADER_BYTES, length);
            if (!FrameFormat.isIntact(frame, decoder.sha256(), seal)) {
                throw damaged("its SHA-256 does not fit");
            }
            position += length;
            rawBytes += FrameFormat.rawLength(frame);
            frames++;
            return true;
        } catch (IOException e) {
            throw ArchiveErrors.io("read", path, e);
        }
    }

    private void read(ByteBuffer frame, int from, int to) throws IOException {
        frame.clear().position(from).limit(to);
        while (frame.hasRemaining()) {
            if (channel.read(frame) < 0) {
                throw damaged("the file ends in it");
            }
        }
    }

    private void checkEnd() {
        boolean sealed = Arrays.equals(seal, HexFormat.of().parseHex(data.sha256()));
        if (position != data.bytes() || rawBytes != entry.rawBytes() || !sealed) {
            throw ArchiveErrors.damaged(data.file(), "its frames are not those that the manifest speaks of");
        }
    }

    RuntimeException damaged(String what) {
        return ArchiveErrors.damaged(data.file(), "frame " + (frames + 1) + " at byte " + position + ": " + what);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw ArchiveErrors.io("close", path, e);
        }
    }
}
