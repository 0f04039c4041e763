/**
 * A small, non-blocking web server for a folder, or for content that a program creates, which can
 * simulate a slow or broken site ({@link dev.hocket.site.Site}). The command line, tests and
 * programs start it; no job depends on it.
 *
 * {@snippet :
 * try (SiteServer server = Site.of(Path.of("public")).withPort(8080).withLatency(Duration.ofMillis(20)).start()) {
 *     System.out.println(server.uri());
 *     Thread.sleep(Duration.ofHours(1));
 * }
 * }
 */
@NullMarked
package dev.hocket.site;

import org.jspecify.annotations.NullMarked;
