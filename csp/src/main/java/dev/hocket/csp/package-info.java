/**
 * Communicating sequential processes: the engine {@code csp}, and pipelines and networks of
 * processes that share nothing but channels. Channels and {@code select} are those of Jox.
 */
@NullMarked
package dev.hocket.csp;

import org.jspecify.annotations.NullMarked;
