/** Upgrades in processes of their own, for tests that kill them. */
@NullMarked
package dev.uprev.testkit.process;

import org.jspecify.annotations.NullMarked;
