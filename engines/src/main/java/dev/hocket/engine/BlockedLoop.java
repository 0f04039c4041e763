package dev.hocket.engine;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A task of {@code async} that does not return: it holds its event loop's thread, and with it all
 * that the loop has in flight.
 *
 * @param job the job's name
 * @param index the input's position in the source
 * @param input the input's text, by which the job knows it
 * @param held for how long it has held the thread at least, and still does
 * @param thread the name of the loop's thread
 * @param stack what it does, the innermost call first
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
        return "%s: input %d ('%s') has held the event loop %s for %d ms; let its stage be completed by another thread%n%s"
                .formatted(
                        job,
                        index,
                        input,
                        thread,
                        held.toMillis(),
                        stack.stream()
                                .map(frame -> "    at " + frame)
                                .collect(Collectors.joining(System.lineSeparator())));
    }
}
