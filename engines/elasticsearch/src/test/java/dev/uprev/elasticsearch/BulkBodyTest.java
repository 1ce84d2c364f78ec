package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item of the archive comes apart into documents, whatever the sizes of frames, bodies and documents. */
class BulkBodyTest {
    private static final int BODY = 10_000;

    @TempDir
    private Path folder;

    @Test
    void everyDocumentComesOnce() throws Exception {
        Random random = new Random(7);
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int length = random.nextInt(20) == 0 ? random.nextInt(40_000) : random.nextInt(500);
            documents.add(i + " {\"ü\":\"" + "x".repeat(length) + "\"}");
        }

        assertThat(read(documents, Optional.empty())).isEqualTo(documents);
    }

    @Test
    void documentsGetTheirPlaceInAJoin() throws Exception {
        SourceEdit edit = new SourceEdit("join", "child", true);
        String large = "\"ü\":\"" + "x".repeat(BODY) + "\"}";

        List<String> read = read(List.of("1 {\"a\":1}", "2 {}", "3 { \t}", "4 {" + large), Optional.of(edit));

        String member = "{\"join\":{\"name\":\"child\",\"parent\":\"p\"}";
        assertThat(read)
                .containsExactly(
                        "1 " + member + ",\"a\":1}",
                        "2 " + member + "}",
                        "3 " + member + " \t}",
                        "4 " + member + "," + large);
    }

    private List<String> read(List<String> documents, Optional<SourceEdit> edit) throws IOException {
        ArchiveSettings settings =
                ArchiveSettings.defaults().withFrameBytes(4096).withFsync(false);
        Clock clock = Clock.systemUTC();
        ArchiveHeader header = new ArchiveHeader(
                DatabaseEngine.ELASTICSEARCH, Version.parse("6.8.23"), "test", clock.instant(), new TreeMap<>());
        Path directory = folder.resolve("archive");
        try (ArchiveWriter archive = ArchiveWriter.create(directory, header, settings, clock)) {
            try (ItemWriter item = archive.begin(DocumentItems.KIND, "a", 0)) {
                for (String document : documents) {
                    int blank = document.indexOf(' ');
                    write(
                            item,
                            new Document(document.substring(0, blank), 3, Optional.empty(), Optional.of("p")).action());
                    write(item, (document.substring(blank + 1) + "\n").getBytes(StandardCharsets.UTF_8));
                }
                item.complete(documents.size(), new TreeMap<>());
            }
            archive.finish();
        }
        try (ArchiveReader archive = ArchiveReader.open(directory)) {
            return read(archive, archive.entries().get(0), edit);
        }
    }

    private static void write(ItemWriter item, byte[] bytes) {
        item.write(bytes, 0, bytes.length);
    }

    private static List<String> read(ArchiveReader archive, ArchiveEntry entry, Optional<SourceEdit> edit)
            throws IOException {
        List<String> read = new ArrayList<>();
        try (ItemReader item = archive.read(entry)) {
            BulkBody body = new BulkBody(item, BODY);
            while (body.next()) {
                if (body.large().isPresent()) {
                    BulkBody.Large large = body.large().get();
                    StreamedDocument source = new StreamedDocument(archive, entry, large, edit);
                    byte[] bytes = source.getContent().readAllBytes();
                    assertThat(source.getContentLength()).isEqualTo(bytes.length);
                    read.add(large.document().id() + " " + new String(bytes, StandardCharsets.UTF_8));
                }
                for (int i = 0; i < body.count(); i++) {
                    Document document = body.document(i);
                    int from = body.source(i);
                    String head = "";
                    if (edit.isPresent()) {
                        head = new String(
                                SourceEdits.head(edit.get(), document, body.bytes(), from, body.end(i)),
                                StandardCharsets.UTF_8);
                        from++;
                    }
                    read.add(document.id() + " " + head
                            + new String(body.bytes(), from, body.end(i) - from - 1, StandardCharsets.UTF_8));
                }
            }
        }
        return read;
    }
}
