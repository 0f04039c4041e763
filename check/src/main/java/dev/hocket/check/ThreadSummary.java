package dev.hocket.check;

import java.io.Serializable;
import java.util.List;

/**
 * One thread of a test as it was when the problem showed.
 *
 * @param number its number, from 0 (the test's own thread), in the order in which they started
 * @param name its name
 * @param virtual whether it was a virtual thread
 * @param ended whether it had ended
 * @param state {@code running}, {@code ended}, or what it waits for: {@code waits for fork-2}
 * @param location file and line where it stands, or empty
 * @param holds names of the locks and monitors it holds
 */
public record ThreadSummary(
        int number,
        String name,
        boolean virtual,
        boolean ended,
        String state,
        String location,
        List<String> holds)
        implements Serializable {
    /** Copies the list. */
    public ThreadSummary {
        holds = List.copyOf(holds);
    }
}
