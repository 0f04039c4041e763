/**
 * The program that makes the cache with which workers start faster. It runs in a process of its own
 * and is named by {@code StartCache} alone.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes.cache;
