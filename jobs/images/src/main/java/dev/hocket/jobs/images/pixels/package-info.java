/**
 * Decoded pixels and every step of their processing: resizing, conversion to sRGB, filters,
 * rotation. It calls only the structures; the decoders and the task may call it.
 */
@NullMarked
package dev.hocket.jobs.images.pixels;

import org.jspecify.annotations.NullMarked;
