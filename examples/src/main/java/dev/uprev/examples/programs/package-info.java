/** Small programs that show how the library is used; the README quotes them. */
@NullMarked
package dev.uprev.examples.programs;

import org.jspecify.annotations.NullMarked;
