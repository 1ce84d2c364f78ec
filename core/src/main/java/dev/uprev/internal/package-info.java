/** The planner and its recipes; not exported. */
@NullMarked
package dev.uprev.internal;

import org.jspecify.annotations.NullMarked;
