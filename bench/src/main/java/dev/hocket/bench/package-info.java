/**
 * Benchmarks, and side-by-side runs against peers: a class for each name of {@code script/bench}.
 * They may use every module; nothing may use them.
 */
@NullMarked
package dev.hocket.bench;

import org.jspecify.annotations.NullMarked;
