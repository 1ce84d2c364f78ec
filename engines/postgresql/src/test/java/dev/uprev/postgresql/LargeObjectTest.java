package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeObjectTest {
    @TempDir
    private Path folder;

    /** Writes down what it gets: the hash of each piece and where it was. */
    private static final class Recorder implements LargeObjectSink {
        final List<String> calls = new ArrayList<>();

        @Override
        public void begin(long oid) {
            calls.add("object " + oid);
        }

        @Override
        public void bytes(long offset, byte[] bytes, int from, int length) {
            calls.add(offset + " " + length + " " + Arrays.hashCode(Arrays.copyOfRange(bytes, from, from + length)));
        }

        @Override
        public void end() {
            calls.add("end");
        }
    }

    @Test
    void comeBackFromTheArchiveWithNeighboursJoined() throws IOException {
        byte[] bytes = new byte[600_000];
        new Random(3).nextBytes(bytes);
        try (ArchiveWriter archive = ArchiveWriter.create(
                folder.resolve("archive"),
                new ArchiveHeader(
                        DatabaseEngine.POSTGRESQL, Version.parse("13.1"), "test", Instant.EPOCH, new TreeMap<>()),
                ArchiveSettings.defaults().withFrameBytes(4096).withFsync(false),
                InstantSource.system())) {
            try (ItemWriter item = archive.begin("large-objects", "d", 0)) {
                LargeObjectEncoder encoder = new LargeObjectEncoder(item::write);
                encoder.begin(1);
                encoder.begin(4_000_000_000L);
                for (int at = 0; at < bytes.length; at += 2048) {
                    encoder.bytes(at, bytes, at, Math.min(2048, bytes.length - at));
                }
                encoder.bytes(5_000_000_000L, bytes, 7, 3);
                encoder.begin(4_000_000_001L);
                encoder.bytes(0, bytes, 0, 1);
                encoder.end();
                item.complete(2, new TreeMap<>());
            }
            archive.finish();
        }
        Recorder recorder = new Recorder();
        try (ArchiveReader archive = ArchiveReader.open(folder.resolve("archive"));
                ItemReader item = archive.read(archive.entries().get(0))) {
            new LargeObjectDecoder(item).read(recorder);
        }
        int most = LargeObjectEncoder.LARGEST;
        Recorder expected = new Recorder();
        expected.begin(4_000_000_000L);
        expected.bytes(0, bytes, 0, most);
        expected.bytes(most, bytes, most, most);
        expected.bytes(2L * most, bytes, 2 * most, bytes.length - 2 * most);
        expected.bytes(5_000_000_000L, bytes, 7, 3);
        expected.begin(4_000_000_001L);
        expected.bytes(0, bytes, 0, 1);
        expected.end();
        assertThat(recorder.calls).isEqualTo(expected.calls);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 1000, 1 << 20})
    void pagesAreReadWhereverTheRowsAreDivided(int atOnce) throws IOException {
        byte[] page = new byte[2048];
        new Random(4).nextBytes(page);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(rows);
        row(out, 7, 0, page);
        row(out, 7, 1, page);
        row(out, -5, 3, Arrays.copyOf(page, 10));
        out.write(new byte[] {0, 3, 0, 0, 0, 4, 0, 0, 0, 9, -1, -1, -1, -1, -1, -1, -1, -1});
        row(out, 10, 0, new byte[0]);

        Recorder recorder = new Recorder();
        LargeObjectPages pages = new LargeObjectPages(recorder, 2048);
        byte[] all = rows.toByteArray();
        for (int at = 0; at < all.length; at += atOnce) {
            pages.accept(all, at, Math.min(atOnce, all.length - at));
        }
        Recorder expected = new Recorder();
        expected.begin(7);
        expected.bytes(0, page, 0, 2048);
        expected.bytes(2048, page, 0, 2048);
        expected.begin(4_294_967_291L);
        expected.bytes(3 * 2048, page, 0, 10);
        expected.begin(9);
        expected.begin(10);
        expected.bytes(0, page, 0, 0);
        assertThat(recorder.calls).isEqualTo(expected.calls);
    }

    @Test
    void digestsAreTheSameWhereverTheBytesAreDividedAndCountZerosThatAreNotStored() {
        byte[] bytes = new byte[20_000];
        Arrays.fill(bytes, 15_000, 20_000, (byte) 1);
        LargeObjectDigest whole = new LargeObjectDigest();
        whole.begin(7);
        whole.bytes(0, bytes, 0, bytes.length);
        whole.end();
        LargeObjectDigest divided = new LargeObjectDigest();
        divided.begin(7);
        divided.bytes(15_000, bytes, 15_000, 1);
        divided.bytes(15_001, bytes, 15_001, 4999);
        divided.end();
        LargeObjectDigest other = new LargeObjectDigest();
        other.begin(8);
        other.bytes(0, bytes, 0, bytes.length);
        other.end();
        assertThat(divided.digest()).isEqualTo(whole.digest());
        assertThat(other.digest()).isNotEqualTo(whole.digest());
        assertThat(whole.digest().count()).isEqualTo(1);
    }

    private static void row(DataOutputStream out, int oid, int page, byte[] data) throws IOException {
        out.writeShort(3);
        out.writeInt(4);
        out.writeInt(oid);
        out.writeInt(4);
        out.writeInt(page);
        out.writeInt(data.length);
        out.write(data);
    }
}
