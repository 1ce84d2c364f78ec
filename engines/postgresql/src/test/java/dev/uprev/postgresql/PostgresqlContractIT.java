package dev.uprev.postgresql;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.InPlaceContract;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** PostgreSQL keeps every contract, from 13 to 15. */
@RequiresServers
class PostgresqlContractIT extends EngineContract {
    @Override
    protected EngineUnderTest engine() {
        return new Engine(Map.of());
    }

    /** Where old and new cluster share their files, there is no way back once the new server has started. */
    @Nested
    @SuppressWarnings("ClassCanBeStatic") // nested tests are inner classes
    class InPlaceBySharedFiles extends InPlaceContract {
        @Override
        protected EngineUnderTest engine() {
            return new Engine(Map.of(FileMode.OPTION, FileMode.LINK.toString()));
        }
    }

    private record Engine(Map<String, String> more) implements EngineUnderTest {
        @Override
        public PostgresqlEngine provider() {
            return new PostgresqlEngine();
        }

        @Override
        public Map<String, String> options() {
            Map<String, String> options = new HashMap<>(more);
            options.put("tools", PostgresTools.bin(15).toString());
            options.put(ReplicationOptions.FULL_IDENTITY, "true");
            return options;
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
