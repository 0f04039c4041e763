/**
 * How the JVM of a worker is started: its options, its class path, its cache. The pool calls it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.processes.start;
