/**
 * The two-way stream of frames between two processes, what opens one by its address, and messages
 * of any size over it. Engines whose attempts run in other processes call it, and so do the other
 * packages of this module.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link;
