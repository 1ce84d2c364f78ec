package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.spi.EngineProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** An engine has what it claims; what it lacks is refused with words that say so. */
public abstract class CapabilitiesContract extends ServersContract {
    @Test
    void hasWhatDumpAndRestoreNeeds() {
        EngineProvider provider = engine.provider();

        assertThat(provider.dump()).as("dump").isPresent();
        assertThat(provider.restore()).as("restore").isPresent();
        assertThat(provider.verification()).as("verification").isPresent();
    }

    @Test
    void speaksOfOneEngine() {
        assertThat(engine.provider().engine()).isEqualTo(source.instance().engine());
        assertThat(engine.provider().engine()).isEqualTo(target.instance().engine());
    }

    /** A provider that ServiceLoader makes has a constructor without parameters; a kit's own need not be there. */
    @Test
    void isFoundOnceAtMost() {
        List<EngineProvider> found = ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.engine().equals(engine.provider().engine()))
                .toList();

        assertThat(found).hasSizeLessThanOrEqualTo(1);
    }

    @TestFactory
    Stream<DynamicTest> plansTheMethodsThatItClaimsAndRefusesTheOthers() {
        return Stream.of(UpgradeMethod.values())
                .map(method -> DynamicTest.dynamicTest(method.name(), () -> plansOrRefuses(method)));
    }

    private void plansOrRefuses(UpgradeMethod method) {
        boolean claimed = engine.methods().contains(method);
        if (claimed && method == UpgradeMethod.IN_PLACE) {
            plansInPlace();
            return;
        }
        Uprev uprev = uprev().build();
        UpgradeRequest request = request(method);
        if (claimed) {
            assertThat(uprev.plan(request).steps()).isNotEmpty();
            return;
        }
        boolean allowed = engine.rules()
                .assess(request.engine(), version(source), version(target), method)
                .isEligible();
        String code = allowed ? "method-not-implemented" : "ineligible";
        refusal(code, () -> uprev.plan(request));
    }

    /** For which a server is needed that the platform knows. */
    private void plansInPlace() {
        try (ServedUnderTest served = engine.startServed(folder.resolve("served"), PASSWORD)) {
            Uprev uprev = uprev().servers(served.controller()).build();
            assertThat(uprev.plan(request(served).build()).steps()).isNotEmpty();
        }
    }

    @TestFactory
    Stream<DynamicTest> namesWhatIsMissing() {
        return Stream.of(Missing.values())
                .filter(missing -> missing.method() == UpgradeMethod.DUMP_AND_RESTORE
                        || engine.methods().contains(missing.method()))
                .map(missing -> DynamicTest.dynamicTest(missing.words(), () -> {
                    Uprev uprev =
                            uprev().engines(missing.hidden(engine.provider())).build();

                    assertThat(refusal("method-not-implemented", () -> uprev.plan(request(missing.method()))))
                            .message()
                            .containsPattern("missing: [^\"]*" + missing.words());
                    assertTargetEmpty();
                }));
    }

    private UpgradeRequest request(UpgradeMethod method) {
        UpgradeTarget to = method == UpgradeMethod.IN_PLACE
                ? new UpgradeTarget.InPlace("server", version(target))
                : new UpgradeTarget.Existing(target.instance());
        UpgradeRequest.Builder request = UpgradeRequest.builder(method, source.instance(), to);
        engine.options().forEach(request::option);
        return request.build();
    }

    private Version version(ServerUnderTest server) {
        return engine.provider()
                .inspector()
                .inspect(server.instance(), request().build(), bareAccess())
                .version();
    }
}
