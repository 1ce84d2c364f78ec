/** What happens while a plan is carried out. */
@NullMarked
package dev.uprev.event;

import org.jspecify.annotations.NullMarked;
