package dev.hocket.check;

import java.io.Serializable;
import java.util.List;

/**
 * Something wrong with a test, and the shortest interleaving found that shows it.
 *
 * @param kind what sort of problem
 * @param sentence what happened, without the kind, naming threads and what they hold and wait for;
 *     one or two sentences
 * @param steps the steps that matter, in the order in which they ran
 * @param threads every thread of the schedule, by number
 * @param waitsFor the edges of the wait-for graph at the end; empty where nothing waits
 * @param schedule what replays it
 * @param stackTrace the failure's stack trace, in the test's own frames, or empty
 */
public record Finding(
        FindingKind kind,
        String sentence,
        List<TraceStep> steps,
        List<ThreadSummary> threads,
        List<WaitEdge> waitsFor,
        Schedule schedule,
        List<String> stackTrace)
        implements Serializable {
    /** Copies the lists. */
    public Finding {
        steps = List.copyOf(steps);
        threads = List.copyOf(threads);
        waitsFor = List.copyOf(waitsFor);
        stackTrace = List.copyOf(stackTrace);
    }

    /** The kind and what happened: the first line of a report. */
    public String headline() {
        return kind.title() + ": " + sentence;
    }
}
