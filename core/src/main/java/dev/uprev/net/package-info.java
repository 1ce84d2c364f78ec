/**
 * What all engines need to connect to servers: TLS from the files that an instance names, and errors of the network.
 */
@NullMarked
package dev.uprev.net;

import org.jspecify.annotations.NullMarked;
