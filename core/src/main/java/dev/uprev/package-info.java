/** The facade: assess, recommend, plan, execute and resume. */
@NullMarked
package dev.uprev;

import org.jspecify.annotations.NullMarked;
