package dev.uprev.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path folder;

    @Test
    void givesBackWhatWasAcknowledgedAndNotALineHalfWritten() throws IOException {
        Path file = folder.resolve("orders-1");
        try (Ledger ledger = new Ledger(file)) {
            ledger.add(new Ledger.Entry(5432, "orders", 7));
            ledger.add(new Ledger.Entry(5433, "orders", 8));
        }
        Files.writeString(file, "5433 order", StandardOpenOption.APPEND);
        Files.createFile(folder.resolve("orders-2"));

        assertThat(Ledger.readAll(folder))
                .hasSize(2)
                .anySatisfy(ledger -> assertThat(ledger)
                        .containsExactly(new Ledger.Entry(5432, "orders", 7), new Ledger.Entry(5433, "orders", 8)))
                .anySatisfy(ledger -> assertThat(ledger).isEmpty());
    }
}
