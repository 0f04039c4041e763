/**
 * The decoder of GIF, for a GIF's first picture as it lies on its canvas. Only the task calls it;
 * it calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.gif;

import org.jspecify.annotations.NullMarked;
