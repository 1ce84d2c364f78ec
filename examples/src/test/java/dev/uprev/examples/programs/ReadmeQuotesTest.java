package dev.uprev.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The README quotes the programs word for word, so that what people copy compiles. A quotation is a block of Java after
 * the line {@code <!-- quoted: PATH -->}, with the path from the root of the project: lines that follow one another in
 * the file, perhaps moved to the left.
 */
class ReadmeQuotesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Pattern QUOTATION =
            Pattern.compile("<!-- quoted: (\\S+) -->\\s*```java\\n(.*?)\\n```", Pattern.DOTALL);
    private static final String PROGRAMS = "java/dev/uprev/examples/programs/";

    @Test
    void everyQuotationIsInItsFileWordForWord() throws IOException {
        for (MatchResult quotation : quotations()) {
            List<String> lines = Files.readAllLines(ROOT.resolve(quotation.group(1)));
            assertThat(isExcerpt(quotation.group(2), lines))
                    .as("%s has these lines, one after the other:%n%s", quotation.group(1), quotation.group(2))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples/src/main/" + PROGRAMS + "PlanAndExecute.java",
                "examples/src/main/" + PROGRAMS + "PlatformServices.java",
                "examples/src/main/" + PROGRAMS + "OwnRule.java",
                "examples/src/test/" + PROGRAMS + "OurDatabasesTest.java"
            })
    void eachProgramIsQuoted(String path) throws IOException {
        assertThat(quotations()).extracting(quotation -> quotation.group(1)).contains(path);
    }

    @Test
    void otherWordsAreNoExcerpt() {
        List<String> lines = List.of("class A {", "    int a;", "    int b;", "}");
        assertThat(isExcerpt("int a;\nint b;", lines)).isTrue();
        assertThat(isExcerpt("int a;\nint c;", lines)).isFalse();
        assertThat(isExcerpt("int b;\nint a;", lines)).isFalse();
    }

    private static List<MatchResult> quotations() throws IOException {
        assumeTrue(Files.exists(README), "no README yet");
        return QUOTATION.matcher(Files.readString(README)).results().toList();
    }

    private static boolean isExcerpt(String quotation, List<String> lines) {
        int length = (int) quotation.lines().count();
        return IntStream.rangeClosed(0, lines.size() - length)
                .mapToObj(first -> String.join("\n", lines.subList(first, first + length)))
                .anyMatch(excerpt -> excerpt.stripIndent().equals(quotation));
    }
}
