/**
 * The worker's side of an engine: the main program, its loop, and the protocol that it and its
 * parent speak. Engines that start workers call it; nothing here knows how a worker is started.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.worker;
