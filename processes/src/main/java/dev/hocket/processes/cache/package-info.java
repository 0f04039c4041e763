/**
 * The program that creates the cache with which workers start faster. It runs in a separate
 * process; only {@code StartCache} names it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes.cache;
