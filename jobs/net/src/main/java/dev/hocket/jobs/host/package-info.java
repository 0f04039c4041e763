/**
 * A web server for a folder, or for content that a program makes: {@link
 * dev.hocket.jobs.host.Site}. It is small, non-blocking, and can play a slow or a broken site, to
 * rehearse what fetches from it.
 */
@NullMarked
package dev.hocket.jobs.host;

import org.jspecify.annotations.NullMarked;
