/** The one exception of this library. */
@NullMarked
package dev.uprev.error;

import org.jspecify.annotations.NullMarked;
