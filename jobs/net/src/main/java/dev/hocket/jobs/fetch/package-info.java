/**
 * Files from the web: each whole or not at all, and resumed where a transfer broke ({@link
 * dev.hocket.jobs.fetch.FetchTask}). The command line and programs call it; the exchanges
 * themselves belong to the HTTP client.
 */
@NullMarked
package dev.hocket.jobs.fetch;

import org.jspecify.annotations.NullMarked;
