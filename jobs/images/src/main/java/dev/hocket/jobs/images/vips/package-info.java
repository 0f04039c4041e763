/**
 * Pictures read, resized and written by libvips, if it is installed. Only the task calls it; it
 * calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.vips;

import org.jspecify.annotations.NullMarked;
