/** The append-only record of a run, from which an interrupted upgrade goes on. */
@NullMarked
package dev.uprev.journal;

import org.jspecify.annotations.NullMarked;
