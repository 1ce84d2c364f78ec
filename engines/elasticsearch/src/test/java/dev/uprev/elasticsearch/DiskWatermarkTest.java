package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatermarkTest {
    private static final String HIGH = "cluster.routing.allocation.disk.watermark.high";
    private static final long TOTAL = 1000L << 30;

    private static long usable(Map<String, String> texts) {
        SortedMap<String, JsonNode> settings = new TreeMap<>();
        texts.forEach((name, text) -> settings.put(name, TextNode.valueOf(text)));
        return new DiskWatermark(settings).usable(TOTAL, 300L << 30) >> 30;
    }

    @ParameterizedTest
    @CsvSource({
        "90%,    ,       200",
        "0.9,    ,       200",
        "90%,    -1,     200",
        "90%,    50GB,   250",
        "95.0%,  150GB,  250",
        "100gb,  50gb,   200",
        "1tb,    ,       0",
        "60%,    ,       0",
        "1024mb, ,       299",
    })
    void highWatermark(String high, String headroom, long usable) {
        assertThat(usable(headroom == null ? Map.of(HIGH, high) : Map.of(HIGH, high, HIGH + ".max_headroom", headroom)))
                .isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({"true, 200", "false, 300"})
    void switchedOff(String enabled, long usable) {
        assertThat(usable(Map.of(HIGH, "90%", "cluster.routing.allocation.disk.threshold_enabled", enabled)))
                .isEqualTo(usable);
    }
}
