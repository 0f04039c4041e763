/**
 * Engines whose lanes are turns on a pool of workers: virtual threads, or threads that steal work.
 * Their providers open them.
 */
@NullMarked
package dev.hocket.engine.pool;

import org.jspecify.annotations.NullMarked;
