package dev.hocket.check;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How much of a test's behaviour was seen.
 *
 * @param schedules how many schedules ran
 * @param steps controlled steps of all of them together
 * @param threads the most threads that one schedule had
 * @param complete whether every interleaving was covered, up to the order of steps that do not
 *     touch each other
 * @param took wall-clock time
 * @param seed what the schedules were drawn from
 * @param stepBound the number of steps after which a schedule is cut off, the second half of them
 *     with fair turns
 * @param foundIn the number of the schedule that first showed a finding, from 1; 0 if none did
 * @param end why the search ended
 * @param notes what the reader must know, in sentences: threads out of control, schedules cut short
 */
public record Coverage(
        long schedules,
        long steps,
        int threads,
        boolean complete,
        Duration took,
        long seed,
        int stepBound,
        long foundIn,
        SearchEnd end,
        List<String> notes)
        implements Serializable {
    /** Copies the list. */
    public Coverage {
        notes = List.copyOf(notes);
    }
}
