/** Moves PostgreSQL servers. Only the provider is for other modules, and they find it by ServiceLoader. */
@NullMarked
package dev.uprev.postgresql;

import org.jspecify.annotations.NullMarked;
