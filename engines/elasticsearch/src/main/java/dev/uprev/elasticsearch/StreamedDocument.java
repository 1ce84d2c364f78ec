package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import org.apache.http.entity.AbstractHttpEntity;
import org.apache.http.entity.ContentType;

/** The source of a document as the body of a request, read from the archive while it is sent, as often as it is. */
final class StreamedDocument extends AbstractHttpEntity {
    /** Enough to see whether it is empty. */
    private static final int BEGIN_BYTES = 1024;

    private final ArchiveReader archive;
    private final ArchiveEntry entry;
    private final BulkBody.Large large;
    private final byte[] head;

    StreamedDocument(ArchiveReader archive, ArchiveEntry entry, BulkBody.Large large, Optional<SourceEdit> edit)
            throws IOException {
        this.archive = archive;
        this.entry = entry;
        this.large = large;
        this.head = edit.isPresent() ? head(edit.get()) : new byte[] {'{'};
        setContentType(ContentType.APPLICATION_JSON.toString());
    }

    private byte[] head(SourceEdit edit) throws IOException {
        try (InputStream source = new Part(archive.read(entry), large.offset(), large.length())) {
            byte[] begin = source.readNBytes(BEGIN_BYTES);
            return SourceEdits.head(edit, large.document(), begin, 0, begin.length);
        }
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return head.length + large.length() - 1;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new SequenceInputStream(
                new ByteArrayInputStream(head), new Part(archive.read(entry), large.offset() + 1, large.length() - 1));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = getContent()) {
            content.transferTo(out);
        }
    }

    /** A part of an item. */
    private static final class Part extends InputStream {
        private final ItemReader item;
        private long skip;
        private long left;
        private int at;

        Part(ItemReader item, long skip, long length) {
            this.item = item;
            this.skip = skip;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left > 0 && at == item.length()) {
                at = 0;
                if (!item.next()) {
                    throw new IOException("an item of the archive ends too soon");
                }
                at = (int) Math.min(skip, item.length());
                skip -= at;
            }
            if (left == 0) {
                return -1;
            }
            int taken = (int) Math.min(Math.min(length, left), item.length() - at);
            System.arraycopy(item.buffer(), at, bytes, offset, taken);
            at += taken;
            left -= taken;
            return taken;
        }

        @Override
        public void close() {
            item.close();
        }
    }
}
