/** Running the database vendors' own programs. */
@NullMarked
package dev.uprev.tool;

import org.jspecify.annotations.NullMarked;
