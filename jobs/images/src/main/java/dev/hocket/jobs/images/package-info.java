/** Decodes, resizes and encodes pictures. */
@NullMarked
package dev.hocket.jobs.images;

import org.jspecify.annotations.NullMarked;
