package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlStatementsTest {
    @Test
    void semicolonsDivideOnlyStatements() {
        assertThat(split("a; b 'x;''y' ;c \"d;\"\"\" ; d E'\\';' e; E'\\\\'; f $$ ; $$; g $t$ ; $$ $ $t $t$;"))
                .containsExactly(
                        "a",
                        "b 'x;''y' ",
                        "c \"d;\"\"\" ",
                        "d E'\\';' e",
                        "E'\\\\'",
                        "f $$ ; $$",
                        "g $t$ ; $$ $ $t $t$");
    }

    @Test
    void whatOnlyLooksLikeAQuoteIsNone() {
        assertThat(split("a$b$;c; $1; d - -1; like_E'\\'; x /* ' ; /* */ ; */ ; y -- ' ;\n; z"))
                .containsExactly("a$b$", "c", "$1", "d - -1", "like_E'\\'", "x /* ' ; /* */ ; */ ", "y -- ' ;\n", "z");
    }

    @Test
    void commentsBetweenStatementsAndCommandsOfPsqlAreLeftOut() {
        assertThat(split("-- one; '\n\\restrict it's;\n/* two; */ SET a = 1;\n\n;;\n\\connect x\nSELECT\n\\n;\n"))
                .containsExactly("SET a = 1", "SELECT\n\\n");
    }

    @Test
    void bytesOfAnyEncodingPass() {
        byte[] latin = "COMMENT ON ROLE x IS 'ä;ö'; SELECT 1".getBytes(StandardCharsets.ISO_8859_1);
        List<byte[]> statements = SqlStatements.of(latin);
        assertThat(statements).hasSize(2);
        assertThat(new String(statements.get(0), StandardCharsets.ISO_8859_1)).isEqualTo("COMMENT ON ROLE x IS 'ä;ö'");
    }

    @Test
    void commentsInsideComments() {
        assertThat(split("a /*/ ; */; b /* /* ; */ ; */ ; c */ ;"))
                .containsExactly("a /*/ ; */", "b /* /* ; */ ; */ ", "c */ ");
    }

    private static List<String> split(String script) {
        return SqlStatements.of(script.getBytes(StandardCharsets.UTF_8)).stream()
                .map(statement -> new String(statement, StandardCharsets.UTF_8))
                .toList();
    }
}
