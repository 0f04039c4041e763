package dev.hocket.check.explore;

import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.schedule.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts the schedules that were cut off, by the reason. */
final class UnfinishedCount {
    private int tooLong;
    private int byTurns;
    private int late;

    /** Takes note of a schedule. */
    void count(ScheduleRun run) {
        Scheduler scheduler = run.scheduler();
        if (run.end() == Scheduler.End.UNFINISHED) {
            if (scheduler.cycleLength() > 0) {
                byTurns++;
            } else if (scheduler.steps >= scheduler.bound) {
                tooLong++;
            } else {
                late++;
            }
        }
    }

    /** What the reader of a report must know, in sentences. */
    List<String> notes(long schedules, int bound) {
        List<String> notes = new ArrayList<>();
        add(
                notes,
                tooLong,
                schedules,
                String.format(
                        Locale.ROOT,
                        "not finished within %,d steps; allow more with --steps",
                        bound));
        add(
                notes,
                byTurns,
                schedules,
                "kept from finishing only by the strict turns that threads took");
        add(
                notes,
                late,
                schedules,
                "not finished when the time was over; allow more with --budget");
        return notes;
    }

    private static void add(List<String> notes, int count, long schedules, String why) {
        if (count > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%,d of %,d schedules were cut off, which is not a finding: %s.",
                            count,
                            schedules,
                            why));
        }
    }
}
