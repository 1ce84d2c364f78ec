package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.TransferSettings;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers refuse, and servers that are started anew in the middle. */
@RequiresServers
class TransferFailuresIT {
    private static final int MANY = 100_000;

    private static ElasticsearchServer source;
    private static ElasticsearchServer target;

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() {
        source = ElasticsearchServer.start("6.8");
        target = ElasticsearchServer.setup("7.17")
                .setting("thread_pool.write.size", "1")
                .setting("thread_pool.write.queue_size", "1")
                .setting("http.max_content_length", "1mb")
                .start();
    }

    @AfterAll
    static void end() {
        if (source != null) {
            source.close();
        }
        if (target != null) {
            target.close();
        }
    }

    @BeforeEach
    void empty() {
        source.ask("DELETE", "/many,refused,large,routed?ignore_unavailable=true");
        target.ask("DELETE", "/many,refused,large,routed?ignore_unavailable=true");
    }

    @Test
    void aQueueThatIsFullIsNoLoss() throws Exception {
        ManyDocuments.fill(source, MANY, 5);

        UpgradeReport report = transfer()
                .with(request -> request.transfer(TransferSettings.DEFAULT.withJobs(8)))
                .carryOut();

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        assertThat(rejections()).as("refused requests").isPositive();
        arrived();
    }

    private static long rejections() {
        String pool = target.ask("GET", "/_cat/thread_pool/write?h=rejected").strip();
        return Long.parseLong(pool);
    }

    @Test
    void aTargetThatIsStartedAnewGetsAll() throws Exception {
        ManyDocuments.fill(source, MANY, 3);

        UpgradeReport report = transfer()
                .during("restore", MANY / 8, () -> {
                    target.kill();
                    target.restart();
                })
                .carryOut();

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        assertThat(report.findings()).anyMatch(finding -> finding.code().equals("target-restarted"));
        arrived();
    }

    @Test
    void aSourceThatIsStartedAnewIsReadOn() throws Exception {
        ManyDocuments.fill(source, MANY, 3);

        UpgradeReport report = transfer()
                .during("dump", MANY / 8, () -> {
                    source.stop();
                    source.restart();
                })
                .carryOut();

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        arrived();
    }

    @Test
    void aDocumentThatTheTargetDoesNotTakeIsNamed() throws Exception {
        source.ask("PUT", "/refused", "{\"mappings\":{\"_doc\":{\"properties\":{\"day\":{\"type\":\"date\"}}}}}");
        source.ask("PUT", "/refused/_doc/good", "{\"day\":0}");
        // From 7.0 to 8.1, time does not begin before 1970.
        source.ask("PUT", "/refused/_doc/early", "{\"day\":-1}");

        UpgradeReport report = transfer().carryOut();

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse(""))
                .contains("1 documents")
                .contains("_id early")
                .contains("failed to parse field [day]");
        assertThat(target.status("HEAD", "/refused", "")).isEqualTo(404);
    }

    @Test
    void aDocumentIsAsLargeAsTheTargetTakes() throws Exception {
        source.ask("PUT", "/large", "{\"mappings\":{\"_doc\":{\"enabled\":false}}}");
        String fits = "{\"text\":\"" + "x".repeat(1_020_000) + "\"}";
        source.ask("PUT", "/large/_doc/a%2Fb?routing=r%20x", fits);
        assertThat(transfer().carryOut().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(target.ask("GET", "/large/_source/a%2Fb?routing=r%20x")).isEqualTo(fits);

        target.ask("DELETE", "/large");
        source.ask("PUT", "/large/_doc/more", "{\"text\":\"" + "x".repeat(1_100_000) + "\"}");
        UpgradeReport report = new Transfer(folder.resolve("again"), source.instance(), target.instance()).carryOut();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse(""))
                .contains("_id more of large, more than 1048576 bytes")
                .contains("http.max_content_length")
                .contains("is 1048576");
    }

    /** What was changed is read again; a document that was deleted after it was read is told. */
    @Test
    void aDumpOfASourceThatIsWrittenToIsRightOrRefused() throws Exception {
        ManyDocuments.fill(source, MANY, 3);
        UpgradeReport changed = transfer()
                .during("dump", MANY / 8, () -> {
                    source.ask("PUT", "/many/_doc/1", "{\"changed\":true}");
                    source.ask("PUT", "/many/_doc/new", "{\"new\":true}");
                })
                .carryOut();
        assertThat(changed.outcome()).as(changed.summary()).isEqualTo(Outcome.COMPLETED);
        assertThat(changed.summary()).contains("source-written-during-dump", "the dump has all of that");
        arrived();

        target.ask("DELETE", "/many");
        UpgradeReport deleted = new Transfer(folder.resolve("again"), source.instance(), target.instance())
                .during(
                        "dump",
                        MANY / 8,
                        () -> source.ask(
                                "POST",
                                "/many/_delete_by_query?conflicts=proceed",
                                "{\"query\":{\"range\":{\"value\":{\"lt\":60}}}}"))
                .carryOut();
        assertThat(deleted.outcome()).as(deleted.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(deleted.error().orElse(""))
                .contains("index many, _id ")
                .contains("document is missing on the source and present on the target");
    }

    /** Of three shards, 7.0 and later would put both of these documents into the first. */
    @Test
    void twoDocumentsOfOneIdStayTwo() throws Exception {
        source.ask("PUT", "/routed", "{\"settings\":{\"number_of_shards\":3}}");
        source.ask("PUT", "/routed/_doc/same?routing=a", "{\"by\":\"a\"}");
        source.ask("PUT", "/routed/_doc/same?routing=f", "{\"by\":\"f\"}");

        UpgradeReport report = transfer().carryOut();

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        assertThat(target.ask("GET", "/routed/_source/same?routing=a")).isEqualTo("{\"by\":\"a\"}");
        assertThat(target.ask("GET", "/routed/_source/same?routing=f")).isEqualTo("{\"by\":\"f\"}");
    }

    private Transfer transfer() {
        return new Transfer(folder, source.instance(), target.instance());
    }

    private static void arrived() {
        assertThat(ManyDocuments.contents(target).equals(ManyDocuments.contents(source)))
                .isTrue();
        assertThat(ManyDocuments.settings(target).path("refresh_interval").asText())
                .isEqualTo("7s");
    }
}
