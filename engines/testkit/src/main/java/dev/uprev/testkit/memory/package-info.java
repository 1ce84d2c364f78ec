/**
 * An engine whose servers are maps in this process: quick, whole, and honest. It shows in the least code what an engine
 * is, and carries the tests of what is the same for every engine.
 */
@NullMarked
package dev.uprev.testkit.memory;

import org.jspecify.annotations.NullMarked;
