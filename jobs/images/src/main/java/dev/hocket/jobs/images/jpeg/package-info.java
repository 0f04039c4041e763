/**
 * The decoder of JPEG, which decodes to a reduced size and proves that each block is there. Only
 * the task calls it; it calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.jpeg;

import org.jspecify.annotations.NullMarked;
