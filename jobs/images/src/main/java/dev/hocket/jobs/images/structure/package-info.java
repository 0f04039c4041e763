/**
 * The structure of image files: the format of a file, whether it is complete, and its size,
 * orientation, profile and EXIF data. It does not decode pixels and calls none of the other hidden
 * packages; all of them may call it.
 */
@NullMarked
package dev.hocket.jobs.images.structure;

import org.jspecify.annotations.NullMarked;
