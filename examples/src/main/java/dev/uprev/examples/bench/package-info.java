/** Side by side with the tools of the field. */
@NullMarked
package dev.uprev.examples.bench;

import org.jspecify.annotations.NullMarked;
