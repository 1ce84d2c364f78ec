/**
 * What every engine has to do, as tests. An engine tells by an {@link dev.uprev.testkit.contract.EngineUnderTest} how
 * its servers are started, filled, read and damaged, and inherits the tests of
 * {@link dev.uprev.testkit.contract.EngineContract}, or those of single contracts:
 *
 * <pre>{@code
 * class ToyContractIT extends EngineContract {
 *     @Override
 *     public EngineUnderTest engine() {
 *         return new ToyUnderTest();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.uprev.testkit.contract;

import org.jspecify.annotations.NullMarked;
