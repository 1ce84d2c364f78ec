package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.ElasticsearchServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a benchmark of Elasticsearch is done.
 *
 * @param releases from the first to the second, from that to the third, and so on
 * @param small how many small documents there are
 * @param large how many large ones
 * @param runs how many rounds of each hop
 * @param contenders in the order of the first round
 * @param elasticdump the program of this peer, where this machine has it
 */
record ElasticsearchSettings(
        List<String> releases,
        int small,
        int large,
        int runs,
        List<ElasticsearchContender> contenders,
        Optional<Path> elasticdump) {

    /** What a reader has to know to judge the figures. */
    String method(ElasticsearchServer source, ElasticsearchServer target, List<ElasticsearchContender> present)
            throws IOException {
        Map<String, Long> counts = ElasticsearchData.counts(source);
        String what = present.stream()
                .map(contender -> "%n  %-15s %s".formatted(contender, contender.work()))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                """
                %s to %s, %.0f MB of indices: %s
                %s
                both servers on this machine, of one node each, a heap of 1 GB, otherwise with their defaults
                %d round(s), each with a target without indices and in another order; the median is what counts; memory is
                that of the contender's own processes at its highest, processor time that of both servers too:%s
                """,
                source,
                target,
                ElasticsearchData.bytes(source) / 1e6,
                counts,
                Machine.description(),
                runs,
                what);
    }
}
