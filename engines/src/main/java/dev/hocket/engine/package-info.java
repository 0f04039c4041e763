/**
 * The engines that need only the JDK, each with its provider. They are found by their names:
 * nothing names their classes but the benchmarks.
 */
@NullMarked
package dev.hocket.engine;

import org.jspecify.annotations.NullMarked;
