package dev.uprev;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the core: which package may know which, and who may touch the outside world. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.uprev");

    /** Each package may know those behind it, none before it. */
    private static final List<String> ORDER = List.of(
            "dev.uprev",
            "dev.uprev.internal",
            "dev.uprev.run",
            "dev.uprev.control",
            "dev.uprev.transfer",
            "dev.uprev.spi",
            "dev.uprev.plan",
            "dev.uprev.journal",
            "dev.uprev.event",
            "dev.uprev.archive",
            "dev.uprev.digest",
            "dev.uprev.tool",
            "dev.uprev.net",
            "dev.uprev.compat",
            "dev.uprev.model",
            "dev.uprev.secret",
            "dev.uprev.io",
            "dev.uprev.json",
            "dev.uprev.error");

    static Stream<String> packages() {
        return ORDER.stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void arrowsPointDown(String name) {
        String[] above = ORDER.subList(0, ORDER.indexOf(name)).toArray(new String[0]);
        noClasses()
                .that(resideInAPackage(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage(above))
                .allowEmptyShould(true)
                .check(CORE);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.uprev.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void everyPackageHasItsPlace() {
        noClasses()
                .should(new ArchCondition<>("be in a package without a place in the order") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!ORDER.contains(type.getPackageName())) {
                            events.add(SimpleConditionEvent.satisfied(type, type.getName()));
                        }
                    }
                })
                .check(CORE);
    }

    @Test
    void processesAreStartedByToolsOnly() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.uprev.tool")))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "start processes", type -> type.isEquivalentTo(ProcessBuilder.class)))
                .check(CORE);
    }

    @Test
    void theEnvironmentIsReadForSecretsOnly() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.uprev.secret")))
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(CORE);
    }

    @Test
    void clocksAndSleepsAreInjected() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CORE);
    }

    @Test
    void nothingIsPrinted() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    @Test
    void noInternalTypeIsInAPublicSignature() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "are public and exported",
                        type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getPackageName().equals("dev.uprev.internal")))
                .should(new ArchCondition<JavaMethod>("not speak of dev.uprev.internal") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean leaks = Stream.concat(
                                        Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                                .anyMatch(type -> type.getPackageName().equals("dev.uprev.internal"));
                        if (leaks) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                })
                .check(CORE);
    }
}
