/**
 * An HTTP client for bulk work: many requests at a time, each on its own thread, little CPU time
 * per request, and limits on everything that a server may send ({@link dev.hocket.http.Client}).
 * Jobs and programs that read from the web call it; it does not depend on jobs or engines.
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
