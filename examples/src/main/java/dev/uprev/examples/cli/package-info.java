/** The {@code uprev} command line program. */
@NullMarked
package dev.uprev.examples.cli;

import org.jspecify.annotations.NullMarked;
