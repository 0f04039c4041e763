/**
 * The formats as they lie in files: what kind a file is, whether all of it is there, and what it
 * says of size, orientation, profile and EXIF data. It decodes no pixel and calls none of the other
 * hidden packages; all of them may call it.
 */
@NullMarked
package dev.hocket.jobs.images.structure;

import org.jspecify.annotations.NullMarked;
