/** Benchmarks: Uprev against the programs that people use today, on the same servers in the same run. */
@NullMarked
package dev.uprev.examples.bench;

import org.jspecify.annotations.NullMarked;
