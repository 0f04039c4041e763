/**
 * A client of HTTP for bulk work: many requests at a time, each on a thread of its own, little CPU
 * per request, and limits on all that a server may send ({@link dev.hocket.http.Client}). Jobs and
 * programs that read the web call it; it knows no job and no engine.
 *
 * {@snippet :
 * try (Client client = Client.open(ClientSettings.defaults());
 *         Response response = client.exchange(Request.get(URI.create("https://example.org/")))) {
 *     System.out.println(response.status() + " " + new String(response.body().readAllBytes()));
 * }
 * }
 */
@NullMarked
package dev.hocket.http;

import org.jspecify.annotations.NullMarked;
