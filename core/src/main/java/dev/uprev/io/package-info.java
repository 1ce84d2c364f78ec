/** Files that survive a crash: sealed lines, locks that die with their holder. Not exported. */
@NullMarked
package dev.uprev.io;

import org.jspecify.annotations.NullMarked;
