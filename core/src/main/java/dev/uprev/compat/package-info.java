/** Which upgrade is possible by which method: rules, release catalogue, eligibility. */
@NullMarked
package dev.uprev.compat;

import org.jspecify.annotations.NullMarked;
