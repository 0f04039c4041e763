/**
 * A web server for a folder, or for content that a program makes: {@link
 * dev.hocket.site.Site}. It is small, non-blocking, and can play a slow or a broken site, to
 * rehearse what fetches from it.
 */
@NullMarked
package dev.hocket.site;

import org.jspecify.annotations.NullMarked;
