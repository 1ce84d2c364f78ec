/** An upgrade to watch, on real servers. */
@NullMarked
package dev.uprev.examples.demo;

import org.jspecify.annotations.NullMarked;
