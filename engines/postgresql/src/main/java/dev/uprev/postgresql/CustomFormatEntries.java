package dev.uprev.postgresql;

import dev.uprev.digest.Xxh64Stream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the table of contents of a file that {@code pg_dump -Fc} has written, version 1.16 of the format (releases 17
 * and 18), for a hash over everything but entries of planner statistics. A text is its length as an integer, -1 for
 * none, and its bytes. For one thread.
 */
final class CustomFormatEntries {
    /** Of the version of the format, what this knows; other versions may have more or less in an entry. */
    static final int MINOR = 16;

    private static final String STATISTICS = "STATISTICS DATA";

    private final InputStream in;
    private final OutputStream hash;
    private final int integerBytes;
    private final int offsetBytes;

    CustomFormatEntries(InputStream in, Xxh64Stream hash, int integerBytes, int offsetBytes) {
        this.in = in;
        this.hash = new Hash(hash);
        this.integerBytes = integerBytes;
        this.offsetBytes = offsetBytes;
    }

    /** Reads from the texts before the entries on to the end of the last entry. */
    void read() throws IOException {
        for (int i = 0; i < 3; i++) {
            text(hash); // the database, and the versions of the server and of pg_dump
        }
        long entries = integer(OutputStream.nullOutputStream());
        for (long i = 0; i < entries; i++) {
            ByteArrayOutputStream begin = new ByteArrayOutputStream();
            integer(begin); // number
            integer(begin); // whether it has data
            text(begin); // table and
            text(begin); // number of the object in the catalog
            text(begin); // name
            ByteArrayOutputStream type = new ByteArrayOutputStream();
            text(type);
            boolean counts = !type.toString(StandardCharsets.ISO_8859_1).endsWith(STATISTICS);
            rest(begin, type, counts ? hash : OutputStream.nullOutputStream());
        }
    }

    private void rest(ByteArrayOutputStream begin, ByteArrayOutputStream type, OutputStream out) throws IOException {
        begin.writeTo(out);
        type.writeTo(out);
        integer(out); // section
        for (int i = 0; i < 6; i++) {
            text(out); // statements that create, drop and copy; schema; tablespace; access method
        }
        integer(out); // kind of relation
        text(out); // owner
        text(out); // a setting of old
        boolean more = true;
        while (more) {
            more = text(out); // the entries that must come before
        }
        copy(1 + (long) offsetBytes, out); // where the data are
    }

    /** Tells whether there was one. */
    private boolean text(OutputStream out) throws IOException {
        long length = integer(out);
        if (length > 0) {
            copy(length, out);
        }
        return length >= 0;
    }

    private long integer(OutputStream out) throws IOException {
        byte[] bytes = in.readNBytes(1 + integerBytes);
        if (bytes.length <= integerBytes) {
            throw new EOFException("the file of pg_dump is cut off");
        }
        out.write(bytes);
        long value = 0;
        for (int i = integerBytes; i > 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedInt(bytes[i]);
        }
        return bytes[0] == 0 ? value : -value;
    }

    private void copy(long length, OutputStream out) throws IOException {
        byte[] bytes = new byte[(int) Math.min(length, 1 << 16)];
        long left = length;
        while (left > 0) {
            int count = in.read(bytes, 0, (int) Math.min(left, bytes.length));
            if (count < 0) {
                throw new EOFException("the file of pg_dump is cut off");
            }
            out.write(bytes, 0, count);
            left -= count;
        }
    }

    /** What is written into the hash. */
    private static final class Hash extends OutputStream {
        private final Xxh64Stream hash;

        private Hash(Xxh64Stream hash) {
            this.hash = hash;
        }

        @Override
        public void write(int value) {
            hash.update((byte) value);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            hash.update(bytes, offset, count);
        }
    }
}
