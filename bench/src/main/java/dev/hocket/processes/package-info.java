/** Measures what is not public, from within its package. */
@NullMarked
package dev.hocket.processes;

import org.jspecify.annotations.NullMarked;
