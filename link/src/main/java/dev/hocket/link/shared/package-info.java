/**
 * Arrays whose elements lie in memory that several processes share. Programs and tasks call it; it
 * calls only the room of shared memory.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.shared;
