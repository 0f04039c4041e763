package dev.hocket.check.report;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.FindingKind;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import dev.hocket.check.WaitEdge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sentences that every form of a report has in common, as plain text. */
public final class ReportPhrases {
    /** The state of a thread that has ended. */
    public static final String ENDED = "has ended";

    private ReportPhrases() {}

    /** What was found, or that nothing was: the first line of every report. */
    static String headline(Verdict verdict) {
        Finding finding = verdict.finding();
        return finding == null
                ? "Nothing found in " + printable(verdict.test())
                : printable(finding.headline());
    }

    /** How much was looked at. */
    static String explored(Coverage explored) {
        return String.format(
                Locale.ROOT,
                "%s, %s, %s, in %s; seed %d.%s",
                count(explored.schedules(), "schedule"),
                count(explored.steps(), "controlled step"),
                count(explored.threads(), "thread"),
                seconds(explored.took()),
                explored.seed(),
                explored.foundIn() == 0 ? ended(explored) : found(explored));
    }

    private static String ended(Coverage explored) {
        return switch (explored.end()) {
            case SCHEDULES, ALL_TRIED, REPLAYED, FOUND -> "";
            case BUDGET, NOT_REPEATED ->
                    " The search ended because " + explored.end().reason() + ".";
        };
    }

    private static String found(Coverage explored) {
        long after = explored.schedules() - explored.foundIn();
        return String.format(
                Locale.ROOT,
                " Found in schedule %,d%s.%s",
                explored.foundIn(),
                after == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d more to confirm and shorten it", after),
                ended(explored));
    }

    /** What the figures mean, and what they do not: sentences. */
    static List<String> limits(Verdict verdict) {
        List<String> limits = new ArrayList<>();
        Coverage explored = verdict.coverage();
        Finding finding = verdict.finding();
        if (finding == null) {
            if (explored.threads() == 1) {
                limits.add("The test started no thread, so there was nothing to interleave.");
            }
            limits.add(
                    explored.complete()
                            ? "Every interleaving was covered, up to the order of steps that do not"
                                    + " touch each other, and to spurious wake-ups of waits in"
                                    + " loops."
                            : explored.schedules() == 1
                                    ? "One schedule ran: another one may go wrong."
                                    : "Not every interleaving was covered: more schedules may find"
                                            + " more.");
            limits.add(
                    "Steps are seen in one order by all threads (sequential consistency); what a"
                            + " processor may reorder is reported as a data race instead.");
        } else if (finding.kind() == FindingKind.LIVELOCK
                || finding.kind() == FindingKind.STARVATION) {
            limits.add(
                    String.format(
                            Locale.ROOT,
                            "After %,d steps a schedule continues under a fair scheduler: one step"
                                    + " of each thread that can continue, in turn.",
                            explored.stepBound() / 2));
        }
        explored.notes().forEach(note -> limits.add(printable(note)));
        return limits;
    }

    /** What a thread is about in the end, and what it holds: {@code waits for a; holds b}. */
    static String standing(Finding finding, ThreadSummary thread) {
        List<String> parts = new ArrayList<>();
        for (WaitEdge waits : finding.waitsFor()) {
            if (waits.thread() == thread.number()) {
                parts.add(waiting(finding, waits));
            }
        }
        if (parts.isEmpty() && !thread.state().isEmpty()) {
            parts.add(printable(thread.state()));
        }
        if (!thread.holds().isEmpty()) {
            parts.add(
                    thread.holds().stream()
                            .map(ReportPhrases::printable)
                            .collect(Collectors.joining(", ", "holds ", "")));
        }
        return String.join("; ", parts);
    }

    private static String waiting(Finding finding, WaitEdge waits) {
        String resource = printable(waits.resource());
        String who = list(waits.heldBy().stream().map(holder -> name(finding, holder)).toList());
        return "waits for "
                + resource
                + switch (waits.kind()) {
                    case THREAD_END -> " to end";
                    case QUEUED_TASK -> ", queued behind " + who;
                    case RUNNING_TASK -> ", which " + who + " runs";
                    case HELD -> who.isEmpty() ? "" : ", held by " + who;
                };
    }

    /** "a", "a and b", "a, b and c". */
    static String list(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** The name of the thread with that number, or the number where it has none. */
    static String name(Finding finding, int thread) {
        if (thread < 0
                || thread >= finding.threads().size()
                || finding.threads().get(thread).name().isBlank()) {
            return "thread " + thread;
        }
        return printable(finding.threads().get(thread).name());
    }

    /**
     * Why another thread has the next step, as in {@code main was preempted}; empty if none has.
     */
    static String switched(Finding finding, TraceStep step) {
        String name = name(finding, step.thread());
        return switch (step.switched()) {
            case NONE -> "";
            case PREEMPTED -> name + " was preempted";
            case BLOCKED -> name + " is blocked";
            case ENDED -> name + " has ended";
            case YIELDED -> name + " yielded";
        };
    }

    /** The threads that have a step, by their numbers, in ascending order. */
    static List<Integer> columns(Finding finding) {
        return finding.steps().stream().map(TraceStep::thread).distinct().sorted().toList();
    }

    /** Where a step is in the source, and what stands there: either may be missing. */
    static String place(TraceStep step) {
        return (printable(step.location()) + "  " + printable(step.source())).strip();
    }

    private static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }

    private static String seconds(Duration took) {
        double seconds = took.toNanos() / 1e9;
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%,.0f s", seconds);
    }

    /** The text, its end replaced by three dots where it has more characters than that. */
    static String cut(String text, int room) {
        return text.codePointCount(0, text.length()) <= room
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, room - 3))) + "...";
    }

    /** The text with every control character written as an escape, so that it stays on its line. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> printable.append("\\n");
                case '\r' -> printable.append("\\r");
                case '\t' -> printable.append("\\t");
                default -> append(printable, text, i, c);
            }
        }
        return printable.toString();
    }

    private static void append(StringBuilder printable, String text, int i, char c) {
        boolean alone =
                Character.isHighSurrogate(c)
                        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                        : Character.isLowSurrogate(c)
                                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        int type = Character.getType(c);
        if (alone
                || Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            printable.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
            printable.append(c);
        }
    }
}
