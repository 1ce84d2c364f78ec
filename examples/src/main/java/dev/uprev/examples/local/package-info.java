/** Servers on this machine that the upgrade itself works on, for the demo and the benchmark. */
@NullMarked
package dev.uprev.examples.local;

import org.jspecify.annotations.NullMarked;
