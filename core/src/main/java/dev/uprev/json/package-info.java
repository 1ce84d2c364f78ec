/** The one JSON mapping that journals, plans, archives and reports share; not exported. */
@NullMarked
package dev.uprev.json;

import org.jspecify.annotations.NullMarked;
