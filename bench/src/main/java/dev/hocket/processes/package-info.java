/**
 * What measures parts of {@code processes} that are not public, from within its package. Only the
 * benchmarks beside it may call it.
 */
@NullMarked
package dev.hocket.processes;

import org.jspecify.annotations.NullMarked;
