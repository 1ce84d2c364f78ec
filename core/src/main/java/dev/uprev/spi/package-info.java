/** What an engine, a service platform or a server platform implements. */
@NullMarked
package dev.uprev.spi;

import org.jspecify.annotations.NullMarked;
