/** A pool of child JVMs: an engine that a crash of a task cannot take down. */
@NullMarked
package dev.hocket.processes;

import org.jspecify.annotations.NullMarked;
