/**
 * What an engine implements, and what a run gives it: lanes, leases and the pool that most engines
 * use. Engines and the run call it.
 */
@NullMarked
package dev.hocket.spi;

import org.jspecify.annotations.NullMarked;
