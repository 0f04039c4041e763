package dev.hocket.check.diagnosis;

import dev.hocket.check.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * One run of the test.
 *
 * @param scheduler what is known at its end
 * @param end why it ended
 * @param diagnosis what was wrong, or null
 */
public record ScheduleRun(Scheduler scheduler, Scheduler.End end, @Nullable Diagnosis diagnosis) {}
