package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSelectionTest {
    private static final List<DatabaseFacts> ALL = List.of(
            database("a,b", true, false),
            database("closed", false, false),
            database("postgres", true, false),
            database("shop", true, false),
            database("template1", true, true),
            database("x \"y\"", true, false));

    @Test
    void withoutTheOptionAllThatTakeConnectionsAndAreNoTemplatesAreChosen() {
        assertThat(names(unnamed().among(ALL))).containsExactly("a,b", "postgres", "shop", "x \"y\"");
    }

    @Test
    void theOptionNamesThemAlsoOddOnes() {
        assertThat(names(named(" shop , \"a,b\",\"x \"\"y\"\"\", template1").among(ALL)))
                .containsExactly("a,b", "shop", "template1", "x \"y\"");
    }

    @Test
    void oneThatIsMissingOrClosedIsNamed() {
        UpgradeException missing = catchThrowableOfType(
                UpgradeException.class, () -> named("shop,shpo").among(ALL));
        assertThat(missing.code()).isEqualTo("database-missing");
        assertThat(missing).hasMessageContaining("\"shpo\"");
        UpgradeException closed = catchThrowableOfType(
                UpgradeException.class, () -> named("closed").among(ALL));
        assertThat(closed.code()).isEqualTo("database-closed");
    }

    @Test
    void onTheTargetOnlyThosePresentCount() {
        assertThat(names(named("shop,later").presentIn(ALL))).containsExactly("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "a,", "a,,b", "\"a", "\"\"", "a\"b\"", "\"a\"b"})
    void whatIsNoListIsRefused(String option) {
        UpgradeException error = catchThrowableOfType(UpgradeException.class, () -> named(option));
        assertThat(error.code()).isEqualTo("invalid-option");
    }

    private static DatabaseSelection named(String option) {
        return DatabaseSelection.of(
                request().option(DatabaseSelection.OPTION, option).build());
    }

    private static DatabaseSelection unnamed() {
        return DatabaseSelection.of(request().build());
    }

    private static UpgradeRequest.Builder request() {
        Instance source = Instance.of(DatabaseEngine.POSTGRESQL, "a:1");
        Instance target = Instance.of(DatabaseEngine.POSTGRESQL, "b:1");
        return UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target));
    }

    private static DatabaseFacts database(String name, boolean takesConnections, boolean template) {
        return new DatabaseFacts(
                name,
                "UTF8",
                "C",
                "C",
                "libc",
                "",
                takesConnections,
                template,
                true,
                new TreeMap<>(),
                List.of(),
                List.of(),
                "");
    }

    private static List<String> names(List<DatabaseFacts> databases) {
        return databases.stream().map(DatabaseFacts::name).toList();
    }
}
