/**
 * A client of HTTP for bulk work: many requests at a time, each on a thread of its own, little CPU
 * a request, and limits on all that a server may send. See {@link dev.hocket.http.Client}.
 */
@NullMarked
package dev.hocket.http;

import org.jspecify.annotations.NullMarked;
