/** Moves Redis and Valkey servers. Only the provider is for other modules, and they find it by ServiceLoader. */
@NullMarked
package dev.uprev.redis;

import org.jspecify.annotations.NullMarked;
