package dev.uprev.testkit.contract;

import org.junit.jupiter.api.Nested;

/** All contracts together. */
@SuppressWarnings("ClassCanBeStatic") // nested tests are inner classes
public abstract class EngineContract {
    /** The engine that is put to the test; asked for once by each contract. */
    protected abstract EngineUnderTest engine();

    @Nested
    class Capabilities extends CapabilitiesContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Inspection extends InspectorContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Planning extends PlanContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Dump extends DumpContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Restore extends RestoreContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Verifying extends VerificationContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Secrets extends SecretsContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Errors extends ErrorsContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Replication extends ReplicationContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class InPlace extends InPlaceContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }

    @Nested
    class Resuming extends ResumeContract {
        @Override
        protected EngineUnderTest engine() {
            return EngineContract.this.engine();
        }
    }
}
