package dev.uprev.testkit.memory;

import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;

/** The in-memory engine keeps every contract. */
class MemoryContractTest extends EngineContract {
    @Override
    protected EngineUnderTest engine() {
        return new MemoryUnderTest(new MemoryEngine());
    }
}
