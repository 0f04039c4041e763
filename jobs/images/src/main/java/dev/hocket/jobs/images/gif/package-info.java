/**
 * The GIF decoder, which decodes the first picture of a GIF on its canvas. Only the task calls it;
 * it calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.gif;

import org.jspecify.annotations.NullMarked;
