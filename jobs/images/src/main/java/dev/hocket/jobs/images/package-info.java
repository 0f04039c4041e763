/**
 * The job {@code images}: {@link dev.hocket.jobs.images.ThumbnailTask} for one picture, its
 * settings, {@link dev.hocket.jobs.images.PictureFiles} to find pictures in folders, and {@link
 * dev.hocket.jobs.images.SamplePictures} to create samples. Any program may call it; only the task,
 * the sample pictures and the search for files call the hidden packages.
 *
 * {@snippet :
 * ThumbnailTask small = new ThumbnailTask(ThumbnailSettings.of(Path.of("photos"), Path.of("small")).withWidth(800));
 * List<Path> photos = PictureFiles.find(List.of(Path.of("photos")), Path.of("small"));
 * try (Engine engine = Engine.named("forkjoin")) {
 *     engine.map(Job.of("images", small), Inputs.of(photos));
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.images;

import org.jspecify.annotations.NullMarked;
