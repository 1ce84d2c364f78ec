package dev.uprev.testkit.contract;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.spi.EngineProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** An engine that is put to the test, and servers to test it with. */
public interface EngineUnderTest {
    EngineProvider provider();

    /** The rules that upgrades are judged by; they allow dump and restore from the older to the newer server. */
    default CompatibilityRules rules() {
        return CompatibilityRules.vendor();
    }

    /** The methods that the engine claims to have. */
    default Set<UpgradeMethod> methods() {
        return Set.of(UpgradeMethod.DUMP_AND_RESTORE);
    }

    /** What requests need besides, such as the folder of the vendor's tools. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** Starts an empty server of an older version, to which one logs in with this password. */
    ServerUnderTest startOlder(String password);

    /** Starts an empty server of a newer version, to which one logs in with this password. */
    ServerUnderTest startNewer(String password);

    /**
     * Starts an empty server of an older version by an instance controller, to which one logs in with this password;
     * its end removes it. For engines with upgrades in place only.
     *
     * @param folder where its files may be; there is none yet
     */
    default ServedUnderTest startServed(Path folder, String password) {
        throw new UnsupportedOperationException("an engine with upgrades in place needs this");
    }
}
