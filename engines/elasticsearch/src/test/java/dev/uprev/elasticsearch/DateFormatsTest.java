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
        "HH:mm:ss.SSS, HH:mm:ss.SSS||H:m:s.SSS||H:m:s.SS||H:m:s.S",
        "yyyyMMddZ, uuuuMMddxx||uuuuMMddX||uuuuMMddXX||uuuuMMddXXX||uuuuMMddXXXX",
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
    }

    /** Those of weeks and of two digits would silently mean other days, as servers of both kinds have shown. */
    @ParameterizedTest
    @CsvSource({
        "CCyyyy, true",
        "yy-MM-dd, true",
        "MM/dd/YY, true",
        "xxxx-ww, true",
        "e-ww-xxxx, true",
        "yyyy-MM-dd'e'||date_optional_time, false",
        "8yy-ww, false",
        "week_date||yyyy, false"
    })
    void whatNoOtherFormatReads(String joda, boolean refused) {
        assertThat(DateFormats.hasNoCounterpart(joda)).isEqualTo(refused);
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
