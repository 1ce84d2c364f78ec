/** Controllers for those who have no platform with an interface of its own. */
@NullMarked
package dev.uprev.control;

import org.jspecify.annotations.NullMarked;
