/**
 * The JPEG decoder, which decodes to a reduced size and verifies that each block exists. Only the
 * task calls it; it calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.jpeg;

import org.jspecify.annotations.NullMarked;
