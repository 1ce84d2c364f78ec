package dev.uprev.postgresql;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** PostgreSQL keeps every contract, from 13 to 15. */
@RequiresServers
class PostgresqlContractIT extends EngineContract {
    @Override
    protected EngineUnderTest engine() {
        return new Engine();
    }

    private static final class Engine implements EngineUnderTest {
        @Override
        public PostgresqlEngine provider() {
            return new PostgresqlEngine();
        }

        @Override
        public Map<String, String> options() {
            return Map.of(
                    "tools",
                    PostgresTools.bin(15).toString(),
                    ReplicationOptions.FULL_IDENTITY,
                    "true",
                    // The mode in which the way back ends before the upgrade does.
                    FileMode.OPTION,
                    FileMode.LINK.toString());
        }

        @Override
        public Set<UpgradeMethod> methods() {
            return EnumSet.allOf(UpgradeMethod.class);
        }

        @Override
        public ServerUnderTest startOlder(String password) {
            return PostgresUnderTest.start("13", password);
        }

        @Override
        public ServerUnderTest startNewer(String password) {
            return PostgresUnderTest.start("15", password);
        }

        @Override
        public ServedUnderTest startServed(Path folder, String password) {
            return ServedPostgres.start(folder, password);
        }
    }
}
