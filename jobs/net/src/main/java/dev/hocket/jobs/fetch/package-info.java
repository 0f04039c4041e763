/**
 * Files downloaded from the web: each complete or not at all, and resumed after an interruption
 * ({@link dev.hocket.jobs.fetch.FetchTask}). The command line and programs call it; the HTTP client
 * does the requests.
 *
 * {@snippet :
 * try (Client client = Client.open(ClientSettings.defaults());
 *         FetchTask fetch = new FetchTask(client, FetchSettings.into(Path.of("files")));
 *         Engine engine = Engine.named("virtual:50")) {
 *     engine.map(Job.of("fetch", fetch), Inputs.of(List.of("https://example.org/a.txt")));
 * }
 * }
 */
@NullMarked
package dev.hocket.jobs.fetch;

import org.jspecify.annotations.NullMarked;
