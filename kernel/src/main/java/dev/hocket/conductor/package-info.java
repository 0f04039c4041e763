/**
 * The decisions of a run as a pure state machine: window, retries, rates, limits and halting,
 * without threads and without a clock. Only the run calls it.
 */
@NullMarked
package dev.hocket.conductor;

import org.jspecify.annotations.NullMarked;
