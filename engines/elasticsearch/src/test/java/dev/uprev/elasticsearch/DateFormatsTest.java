package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formats of dates on their way from Joda-Time to java.time. */
class DateFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "yyyyMMdd, uuuuMMdd",
        "YYYYMMdd, yyyyMMdd",
        "yyyy-MM-dd, uuuu-MM-dd||uuuu-M-d",
        "YYYY, yyyy",
        "xxxx-ww, YYYY-ww",
        "HH:mm:ss.SSS, HH:mm:ss.SSS||H:m:s.SSS",
        "yyyyMMddZ, uuuuMMddxx||uuuuMMddX||uuuuMMddXX||uuuuMMddXXXX",
        "yyyyMMddZZ, uuuuMMddxxx||uuuuMMddX||uuuuMMddXXX||uuuuMMddXXXXX",
        "HHmm ZZZ, HHmm VV",
        "8yyyy-MM, yyyy-MM",
        "8yyyy||MM, yyyy||MM",
        "strict_date_optional_time||epoch_millis, strict_date_optional_time||epoch_millis",
        "strictDateOptionalTime||yyyy, strictDateOptionalTime||uuuu",
        "epoch_millis||yyyy/MM, epoch_millis||uuuu/MM||uuuu/M"
    })
    void lettersOfJoda(String joda, String java) {
        assertThat(DateFormats.ofJoda(joda)).isEqualTo(java);
    }

    @Test
    void whatIsInQuotesIsText() {
        String java = DateFormats.ofJoda("yyyy'year'-'Z'MM'x'");
        assertThat(java).isEqualTo("uuuu'year'-'Z'MM'x'||uuuu'year'-'Z'M'x'");
        for (String one : java.split("\\|\\|", -1)) {
            assertThat(DateTimeFormatter.ofPattern(one, Locale.ROOT)).isNotNull();
        }
        assertThat(DateFormats.hasCentury("CCyy")).isTrue();
        assertThat(DateFormats.hasCentury("'C'yy||date_optional_time")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "dateOptionalTime, date_optional_time",
        "strictDateTimeNoMillis||epoch_millis, strict_date_time_no_millis||epoch_millis",
        "basicTTime, basic_t_time",
        "yyyy-MM-dd, yyyy-MM-dd",
        "yyyyMM, yyyyMM",
        "date, date"
    })
    void namesInCamelCase(String camel, String snake) {
        assertThat(DateFormats.withoutCamelCase(camel)).isEqualTo(snake);
    }
}
