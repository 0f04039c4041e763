package dev.hocket.check;

import java.io.Serializable;
import java.util.List;

/**
 * An edge of the wait-for graph: a thread waits for a resource, which threads hold.
 *
 * @param thread the number of the thread that waits
 * @param kind what it needs of those that hold it
 * @param resource the name of what it waits for: {@code fork-2}, {@code a signal on Buffer}
 * @param heldBy the numbers of the threads that hold it; empty where nobody does, and it can only
 *     be signalled
 * @param location file and line where it waits, or empty
 */
public record WaitEdge(
        int thread, WaitKind kind, String resource, List<Integer> heldBy, String location)
        implements Serializable {
    /** Copies the list. */
    public WaitEdge {
        heldBy = List.copyOf(heldBy);
    }
}
