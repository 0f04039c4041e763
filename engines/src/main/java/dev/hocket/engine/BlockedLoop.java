package dev.hocket.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A task of {@code async} that did not return in time: it holds its event loop's thread, and with
 * it all that the loop has in flight; or it has held it.
 *
 * @param job the job's name
 * @param index the input's position in the source
 * @param input the input's text, by which the job knows it
 * @param held for how long it held the thread, until it was seen or until it returned
 * @param thread the name of the loop's thread
 * @param stack what it did when it was seen, the innermost call first; empty if it had returned
 *     before
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

    /** A line that says who holds what and what to do about it, and the stack below it. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: input %d ('%s') %s the event loop %s for %d ms%s; let its stage be completed"
                        + " by another thread%s",
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
