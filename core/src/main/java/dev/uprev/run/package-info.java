/** Carrying out a plan, and the report of it. */
@NullMarked
package dev.uprev.run;

import org.jspecify.annotations.NullMarked;
