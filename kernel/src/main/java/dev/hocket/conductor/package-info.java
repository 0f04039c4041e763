/**
 * The decisions of a run as a pure state machine: window, retries, rates, limits and halting,
 * without threads and without a clock. The run alone calls it.
 */
@NullMarked
package dev.hocket.conductor;

import org.jspecify.annotations.NullMarked;
