/**
 * The state of a running program: what its threads' frames and the objects reachable from them
 * hold, and whether it has come back. Called by the scheduler alone; it knows neither threads under
 * control nor schedules.
 */
@NullMarked
package dev.hocket.check.state;

import org.jspecify.annotations.NullMarked;
