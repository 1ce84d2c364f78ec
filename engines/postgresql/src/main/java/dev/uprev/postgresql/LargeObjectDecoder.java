package dev.uprev.postgresql;

import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads what {@link LargeObjectEncoder} has written: large objects that have bytes. For one thread. */
final class LargeObjectDecoder {
    private final ItemReader item;
    private final byte[] chunk = new byte[LargeObjectEncoder.HEADER + LargeObjectEncoder.LARGEST];
    private int at;

    LargeObjectDecoder(ItemReader item) {
        this.item = item;
    }

    /**
     * Gives everything to the sink, in chunks of up to {@link LargeObjectEncoder#LARGEST} bytes.
     *
     * @throws UpgradeException {@code archive-damaged}
     * @throws IOException from the sink
     */
    void read(LargeObjectSink sink) throws IOException {
        long current = -1;
        while (fill(LargeObjectEncoder.HEADER, 0)) {
            ByteBuffer header = ByteBuffer.wrap(chunk);
            long oid = header.getLong();
            long offset = header.getLong();
            int length = header.getInt();
            if (length < 1 || length > LargeObjectEncoder.LARGEST || !fill(length, LargeObjectEncoder.HEADER)) {
                throw damaged();
            }
            if (oid != current) {
                sink.begin(oid);
                current = oid;
            }
            sink.bytes(offset, chunk, LargeObjectEncoder.HEADER, length);
        }
        sink.end();
    }

    /** Takes so many bytes; false at the end of the item. */
    private boolean fill(int count, int to) {
        int got = 0;
        while (got < count) {
            if (at == item.length()) {
                at = 0;
                if (!item.next()) {
                    if (got > 0) {
                        throw damaged();
                    }
                    return false;
                }
            }
            int some = Math.min(count - got, item.length() - at);
            System.arraycopy(item.buffer(), at, chunk, to + got, some);
            at += some;
            got += some;
        }
        return true;
    }

    private UpgradeException damaged() {
        return UpgradeException.failed("archive-damaged", "cannot read an item of the dump")
                .seen(item.entry().key())
                .why("it is not made of large objects as this version of the library writes them")
                .fix("use the version that made the dump, or a later one, or dump again");
    }
}
