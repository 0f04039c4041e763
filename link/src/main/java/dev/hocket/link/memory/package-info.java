/**
 * Files of memory that several processes map, and the few system calls that this requires. The
 * rings and the shared arrays call it.
 */
@org.jspecify.annotations.NullMarked
package dev.hocket.link.memory;
