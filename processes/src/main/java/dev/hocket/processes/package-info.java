/**
 * A pool of child JVMs: what opens the engine, and its options. Programs and the service loader
 * call it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes;
