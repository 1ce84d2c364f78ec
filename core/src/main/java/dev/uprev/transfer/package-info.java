/** What the dump and restore of every engine have in common: the archive of a run, and following it while it grows. */
@NullMarked
package dev.uprev.transfer;

import org.jspecify.annotations.NullMarked;
