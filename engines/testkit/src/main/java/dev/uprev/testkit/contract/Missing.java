package dev.uprev.testkit.contract;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.ReplicationSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import java.util.Optional;

/** A capability that an engine is without. */
enum Missing {
    DUMP("dump", UpgradeMethod.DUMP_AND_RESTORE),
    RESTORE("restore", UpgradeMethod.DUMP_AND_RESTORE),
    VERIFICATION("verification", UpgradeMethod.DUMP_AND_RESTORE),
    REPLICATION("replication", UpgradeMethod.REPLICATION),
    IN_PLACE("in place", UpgradeMethod.IN_PLACE);

    private final String words;
    private final UpgradeMethod method;

    Missing(String words, UpgradeMethod method) {
        this.words = words;
        this.method = method;
    }

    /** As the refusal names it. */
    String words() {
        return words;
    }

    /** A method that needs it. */
    UpgradeMethod method() {
        return method;
    }

    /** The engine without it. */
    EngineProvider hidden(EngineProvider whole) {
        return new Without(whole, this);
    }

    private record Without(EngineProvider whole, Missing missing) implements EngineProvider {
        private <T> Optional<T> unless(Missing hidden, Optional<T> capability) {
            return missing == hidden ? Optional.empty() : capability;
        }

        @Override
        public DatabaseEngine engine() {
            return whole.engine();
        }

        @Override
        public InstanceInspector inspector() {
            return whole.inspector();
        }

        @Override
        public Optional<DumpSupport> dump() {
            return unless(DUMP, whole.dump());
        }

        @Override
        public Optional<RestoreSupport> restore() {
            return unless(RESTORE, whole.restore());
        }

        @Override
        public Optional<ReplicationSupport> replication() {
            return unless(REPLICATION, whole.replication());
        }

        @Override
        public Optional<InPlaceSupport> inPlace() {
            return unless(IN_PLACE, whole.inPlace());
        }

        @Override
        public Optional<VerificationSupport> verification() {
            return unless(VERIFICATION, whole.verification());
        }
    }
}
