package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final JsonLines<LargeObjectProperties> LINES = new JsonLines<>(LargeObjectProperties.class);

    @TempDir
    private Path folder;

    @Test
    void recordsComeBackWhereverFramesEnd() throws Exception {
        List<LargeObjectProperties> written = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            written.add(new LargeObjectProperties(
                    4294967295L - i,
                    "Ünï \"role\" " + "x".repeat(i),
                    i % 2 == 0
                            ? Optional.empty()
                            : Optional.of(List.of(new LargeObjectProperties.Grant(Optional.empty(), "SELECT", true))),
                    i % 3 == 0 ? Optional.of("line\nbreak") : Optional.empty()));
        }
        ArchiveEntry entry = write(item -> written.forEach(line -> LINES.write(item, line)));
        assertThat(entry.data().orElseThrow().frames()).isGreaterThan(10);
        assertThat(read(entry)).isEqualTo(written);
    }

    @Test
    void somethingElseIsRefused() {
        byte[] text = "{\"oid\":1}\nnot json\n".getBytes(StandardCharsets.UTF_8);
        ArchiveEntry entry = write(item -> item.write(text, 0, text.length));
        assertThatThrownBy(() -> read(entry)).extracting("code").isEqualTo("archive-damaged");
    }

    private List<LargeObjectProperties> read(ArchiveEntry entry) throws Exception {
        List<LargeObjectProperties> all = new ArrayList<>();
        try (ArchiveReader archive = ArchiveReader.open(folder);
                ItemReader item = archive.read(entry)) {
            LINES.read(item, all::add);
        }
        return all;
    }

    private interface Filler {
        void fill(ItemWriter item);
    }

    private ArchiveEntry write(Filler filler) {
        ArchiveHeader header = new ArchiveHeader(
                DatabaseEngine.POSTGRESQL, Version.parse("13.23"), "test", Instant.EPOCH, new TreeMap<>());
        ArchiveSettings settings = ArchiveSettings.defaults().withFrameBytes(4096);
        try (ArchiveWriter archive = ArchiveWriter.create(folder, header, settings, InstantSource.system());
                ItemWriter item = archive.begin(ArchiveItems.LARGE_OBJECT_PROPERTIES, "db", 0)) {
            filler.fill(item);
            return item.complete(1, new TreeMap<>());
        }
    }
}
