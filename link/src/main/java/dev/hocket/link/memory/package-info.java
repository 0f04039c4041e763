/**
 * Files of memory that several processes map, and the few calls of the system that this takes. The
 * rings and the shared arrays call it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.memory;
