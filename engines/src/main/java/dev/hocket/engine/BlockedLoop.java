package dev.hocket.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A task of {@code async} that did not return in time: it holds, or has held, the thread of its
 * event loop, and so delays all attempts that the loop has in flight.
 *
 * @param job the job's name
 * @param index the input's position in the source
 * @param input the key of the input
 * @param held how long it held the thread, until it was detected or until it returned
 * @param thread the name of the loop's thread
 * @param stack its stack when it was detected, innermost call first; empty if it had already
 *     returned
 */
public record BlockedLoop(
        String job,
        long index,
        String input,
        Duration held,
        String thread,
        List<StackTraceElement> stack) {

    public BlockedLoop {
        stack = List.copyOf(stack);
    }

    /** A line that names the task, the event loop and the remedy, followed by the stack. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: input %d ('%s') %s the event loop %s for %d ms%s; complete its stage from"
                        + " another thread%s",
                job,
                index,
                input,
                stack.isEmpty() ? "held" : "has held",
                thread,
                held.toMillis(),
                stack.isEmpty() ? ", and returned before its stack was taken" : "",
                stack.stream()
                        .map(frame -> System.lineSeparator() + "    at " + frame)
                        .collect(Collectors.joining()));
    }
}
