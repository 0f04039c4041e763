/**
 * Decoded pixels and every step they take: resizing, colours brought to sRGB, filters, turning. It
 * calls the structures alone; the decoders and the task may call it.
 */
@NullMarked
package dev.hocket.jobs.images.pixels;

import org.jspecify.annotations.NullMarked;
