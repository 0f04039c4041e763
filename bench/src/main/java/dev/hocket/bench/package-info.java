/** Benchmarks, and side-by-side runs against peers. */
@NullMarked
package dev.hocket.bench;

import org.jspecify.annotations.NullMarked;
