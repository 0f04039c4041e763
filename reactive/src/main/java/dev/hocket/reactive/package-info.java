/** Jobs as Reactor pipelines, and runs as fluxes. */
@NullMarked
package dev.hocket.reactive;

import org.jspecify.annotations.NullMarked;
