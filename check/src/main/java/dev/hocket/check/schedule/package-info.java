/**
 * One schedule of a test: the scheduler, the threads under control, the models of monitors,
 * parking, time and static state, and the race detector. Called by the hooks, the weaver and all
 * that runs or tells of schedules; it calls strategies only.
 */
@NullMarked
package dev.hocket.check.schedule;

import org.jspecify.annotations.NullMarked;
