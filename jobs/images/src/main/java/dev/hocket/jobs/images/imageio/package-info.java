/**
 * Pictures read and written by the JDK and TwelveMonkeys, through {@code javax.imageio}. The task
 * and the sample pictures call it; it calls pixels and structures.
 */
@NullMarked
package dev.hocket.jobs.images.imageio;

import org.jspecify.annotations.NullMarked;
