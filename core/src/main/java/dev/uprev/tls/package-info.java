/** TLS for the drivers of all engines, from the files that an instance names. */
@NullMarked
package dev.uprev.tls;

import org.jspecify.annotations.NullMarked;
