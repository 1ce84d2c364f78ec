package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.plan.Verification;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that get newer programs, several times one after the other, and keep their data. */
@RequiresServers
class InPlaceIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2.8 6.2 7.0 8.0, snapshot",
        "2.8 6.2 7.0 8.0, log",
        "2.8 6.2 7.0 8.0, both",
        "2.8 6.2 7.0 8.0, nothing",
        "7.0 valkey-8 valkey-9, snapshot",
        "7.0 valkey-8 valkey-9, log",
        "2.8 8.0, log"
    })
    void everythingIsThereAfterwards(String releases, String kept) throws Exception {
        String[] chain = releases.split(" ", -1);
        Map<String, String> settings = new HashMap<>();
        settings.put("password", "file:" + Served.secretFile(folder, "s3cret"));
        settings.put("appendonly", kept.equals("log") || kept.equals("both") ? "yes" : "no");
        if (kept.equals("log") || kept.equals("nothing")) {
            settings.put("save", "");
        }
        try (Served served = Served.start(folder, settings, chain)) {
            served.fill();
            for (int i = 1; i < chain.length; i++) {
                Contents before = served.contents();
                List<String> files = served.dataFiles();

                UpgradeReport report = served.upgrade(chain[i]);

                assertThat(served.version()).startsWith(chain[i].startsWith("valkey-") ? "Valkey" : "Redis");
                assertThat(served.version()).contains(" " + Served.line(chain[i]) + ".");
                assertThat(served.contents().differencesTo(before)).isEmpty();
                assertThat(report.verification().map(Verification::records).orElse(0L))
                        .isGreaterThan(2000);
                if (kept.equals("nothing")) {
                    assertThat(served.dataFiles()).isEqualTo(files);
                } else {
                    served.ask("SET since then");
                    served.restart(chain[i]);
                    assertThat(served.ask("GET since")).isEqualTo("then");
                    served.ask("DEL since");
                    assertThat(served.contents().differencesTo(before)).isEmpty();
                }
            }
        }
    }
}
