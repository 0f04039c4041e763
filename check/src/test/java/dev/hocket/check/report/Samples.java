package dev.hocket.check.report;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.Schedule;
import dev.hocket.check.SearchEnd;
import dev.hocket.check.SwitchReason;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import dev.hocket.check.WaitEdge;
import dev.hocket.check.WaitKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Verdicts as the checker would give them, for the tests of what renders them. */
final class Samples {
    static final String REPLAY = "hocket check Table.java --replay table.replay";

    private Samples() {}

    static Coverage explored(boolean complete, String... notes) {
        return new Coverage(
                1234,
                56789,
                4,
                complete,
                Duration.ofMillis(345),
                1,
                20_000,
                0,
                complete ? SearchEnd.ALL_TRIED : SearchEnd.SCHEDULES,
                List.of(notes));
    }

    static Verdict clean(boolean complete, String... notes) {
        return new Verdict("Table#ordered", null, explored(complete, notes));
    }

    /** Two philosophers in a ring, the test's thread behind them. */
    static Verdict deadlock() {
        String lock = "left.lock();";
        return found(
                new Finding(
                        FindingKind.DEADLOCK,
                        "fork-0 is held by philosopher-0 which waits for fork-1, held by"
                                + " philosopher-1 which waits for fork-0.",
                        List.of(
                                new TraceStep(
                                        0,
                                        "starts philosopher-0",
                                        "",
                                        "Table.java:12",
                                        "Thread.ofVirtual().name(\"philosopher-\", i).start(() ->"
                                                + " dine(left, right));",
                                        "",
                                        SwitchReason.NONE),
                                new TraceStep(
                                        0,
                                        "starts philosopher-1",
                                        "",
                                        "Table.java:12",
                                        "",
                                        "",
                                        SwitchReason.NONE),
                                step(
                                        0,
                                        "joins philosopher-0",
                                        15,
                                        "thread.join();",
                                        "waits for philosopher-0 to end",
                                        "blocked"),
                                step(1, "locks fork-0", 20, lock, "", "preempted"),
                                step(2, "locks fork-1", 20, lock, "", ""),
                                step(
                                        2,
                                        "locks fork-0",
                                        21,
                                        "right.lock();",
                                        "waits for fork-0, held by philosopher-0",
                                        "blocked"),
                                step(
                                        1,
                                        "locks fork-1",
                                        21,
                                        "right.lock();",
                                        "waits for fork-1, held by philosopher-1",
                                        "")),
                        List.of(
                                new ThreadSummary(
                                        0,
                                        "main",
                                        false,
                                        false,
                                        "waits for philosopher-0 to end",
                                        "Table.java:15",
                                        List.of()),
                                new ThreadSummary(
                                        1,
                                        "philosopher-0",
                                        true,
                                        false,
                                        "waits for fork-1",
                                        "Table.java:21",
                                        List.of("fork-0")),
                                new ThreadSummary(
                                        2,
                                        "philosopher-1",
                                        true,
                                        false,
                                        "waits for fork-0",
                                        "Table.java:21",
                                        List.of("fork-1"))),
                        List.of(
                                new WaitEdge(
                                        0,
                                        WaitKind.THREAD_END,
                                        "philosopher-0",
                                        List.of(1),
                                        "Table.java:15"),
                                new WaitEdge(
                                        1, WaitKind.HELD, "fork-1", List.of(2), "Table.java:21"),
                                new WaitEdge(
                                        2, WaitKind.HELD, "fork-0", List.of(1), "Table.java:21")),
                        Schedule.parse("0x12 1x3 2x4 1x1"),
                        List.of()));
    }

    /** A thread that waits for a signal that nobody is left to give. */
    static Verdict missedSignal() {
        return found(
                new Finding(
                        FindingKind.MISSED_SIGNAL,
                        "consumer waits for a signal on Buffer, and no thread is left to give it.",
                        List.of(
                                step(
                                        0,
                                        "notifies Buffer",
                                        9,
                                        "notifyAll();",
                                        "nobody waits",
                                        "blocked"),
                                step(
                                        1,
                                        "waits on Buffer",
                                        14,
                                        "wait();",
                                        "waits for a signal",
                                        "")),
                        List.of(
                                new ThreadSummary(
                                        0,
                                        "main",
                                        false,
                                        false,
                                        "waits for consumer to end",
                                        "Buffer.java:30",
                                        List.of()),
                                new ThreadSummary(
                                        1,
                                        "consumer",
                                        false,
                                        false,
                                        "waits for a signal on Buffer",
                                        "Buffer.java:14",
                                        List.of())),
                        List.of(
                                new WaitEdge(
                                        0,
                                        WaitKind.THREAD_END,
                                        "consumer",
                                        List.of(1),
                                        "Buffer.java:30"),
                                new WaitEdge(
                                        1,
                                        WaitKind.HELD,
                                        "a signal on Buffer",
                                        List.of(),
                                        "Buffer.java:14")),
                        Schedule.parse("0x5 1x3"),
                        List.of()));
    }

    static Verdict livelock() {
        return found(
                new Finding(
                        FindingKind.LIVELOCK,
                        "a and b keep running without an end.",
                        List.of(step(0, "reads spoon (1)", 7, "if (spoon != me) {", "", "yielded")),
                        List.of(
                                new ThreadSummary(
                                        0, "a", false, false, "running", "Spoon.java:7", List.of()),
                                new ThreadSummary(
                                        1,
                                        "b",
                                        false,
                                        false,
                                        "running",
                                        "Spoon.java:7",
                                        List.of())),
                        List.of(),
                        Schedule.parse("0x5"),
                        List.of()));
    }

    /** Names and values that would break out of a line, an element or a terminal. */
    static Verdict hostile() {
        String bad = "<script>alert('&\"')</script>\u001b[31m\n\u202e";
        return new Verdict(
                bad,
                new Finding(
                        FindingKind.FAILURE,
                        bad,
                        List.of(new TraceStep(0, bad, bad, bad, bad, bad, SwitchReason.PREEMPTED)),
                        List.of(new ThreadSummary(0, bad, true, false, bad, bad, List.of(bad))),
                        List.of(new WaitEdge(0, WaitKind.HELD, bad, List.of(), bad)),
                        Schedule.parse("0x1"),
                        List.of(bad)),
                explored(false, bad));
    }

    static TraceStep step(
            int thread, String operation, int line, String source, String effect, String switched) {
        return new TraceStep(
                thread,
                operation,
                "",
                "Table.java:" + line,
                source,
                effect,
                switched.isEmpty()
                        ? SwitchReason.NONE
                        : SwitchReason.valueOf(switched.toUpperCase(Locale.ROOT)));
    }

    private static Verdict found(Finding finding) {
        return new Verdict("Table#dine", finding, explored(false));
    }
}
