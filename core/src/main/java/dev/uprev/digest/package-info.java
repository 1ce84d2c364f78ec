/** Fast hashes of content, and digests of many records that do not depend on their order. Not for security. */
@NullMarked
package dev.uprev.digest;

import org.jspecify.annotations.NullMarked;
