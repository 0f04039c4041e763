/**
 * Jobs as Reactor pipelines, and runs as fluxes. The engine is found by its name; programs that use
 * Reactor call {@link dev.hocket.reactive.RunFlux}.
 */
@NullMarked
package dev.hocket.reactive;

import org.jspecify.annotations.NullMarked;
