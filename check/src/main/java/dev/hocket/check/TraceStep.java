package dev.hocket.check;

import java.io.Serializable;
import java.util.Objects;

/**
 * One step of an interleaving: what a thread did between two points at which another could have
 * run.
 *
 * @param thread the number of the thread, from 0, an index into {@link Finding#threads()}
 * @param operation what it did, as a verb and an object: {@code reads Account.balance}
 * @param value what it read, wrote or was given, as it follows the operation: {@code = 100}, {@code
 *     , now 2}; else empty
 * @param location file and line, {@code Account.java:17}, or empty where the class has none
 * @param source the line's text without its indentation, or empty where the source was not found
 * @param effect what became of it where that matters: {@code waits for fork-2, held by
 *     philosopher-2}, {@code throws AssertionError}, {@code ends}; else empty
 * @param switched why the next step belongs to another thread
 */
public record TraceStep(
        int thread,
        String operation,
        String value,
        String location,
        String source,
        String effect,
        SwitchReason switched)
        implements Serializable {
    /** Checks that nothing is missing. */
    public TraceStep {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(value);
        Objects.requireNonNull(location);
        Objects.requireNonNull(source);
        Objects.requireNonNull(effect);
        Objects.requireNonNull(switched);
    }

    /** What it did, with the value. */
    public String text() {
        return value.isEmpty() || value.startsWith(",")
                ? operation + value
                : operation + " " + value;
    }
}
