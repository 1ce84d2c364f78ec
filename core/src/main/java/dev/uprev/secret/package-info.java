/** References to secrets, their resolution when a step runs, and the redaction of text. */
@NullMarked
package dev.uprev.secret;

import org.jspecify.annotations.NullMarked;
