/** Runs in little memory, in child processes with a small heap. */
@org.jspecify.annotations.NullMarked
package dev.hocket.engine.memory;
