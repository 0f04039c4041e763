/**
 * Pictures decoded, fitted to a width and written as JPEG: {@link
 * dev.hocket.jobs.images.ThumbnailTask} for one picture, {@link
 * dev.hocket.jobs.images.PictureFiles} to find pictures in folders, {@link
 * dev.hocket.jobs.images.SamplePictures} to make some to try.
 */
@NullMarked
package dev.hocket.jobs.images;

import org.jspecify.annotations.NullMarked;
