/** What an upgrade will do: phases and steps, with the facts they stand on. */
@NullMarked
package dev.uprev.plan;

import org.jspecify.annotations.NullMarked;
