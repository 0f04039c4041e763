package dev.hocket.check.report;

import dev.hocket.check.Finding;
import dev.hocket.check.SwitchReason;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A verdict as text for a terminal: the sentence first; then the interleaving, one column for each
 * thread, or a list where the columns would be too narrow; then who holds and waits for what; and
 * the line that replays it.
 */
public final class VerdictText {
    /** A thread's column is at least this wide; where it cannot be, steps are listed instead. */
    private static final int NARROWEST = 16;

    private static final int WIDEST = 36;

    /** No terminal is narrower than this: lines may then be longer than it is. */
    private static final int FEWEST_COLUMNS = 40;

    private final Verdict verdict;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private VerdictText(Verdict verdict, int width) {
        this.verdict = verdict;
        this.width = width;
    }

    /**
     * Writes a verdict, each line at most {@code columns} wide where that is at least 40.
     *
     * @param verdict what to write
     * @param columns the width of the terminal
     * @param replayLine the command that replays the finding, or empty to leave it out
     */
    public static String of(Verdict verdict, int columns, String replayLine) {
        VerdictText text = new VerdictText(verdict, Math.max(columns, FEWEST_COLUMNS));
        text.wrapped("", ReportPhrases.headline(verdict));
        Finding finding = verdict.finding();
        if (finding != null) {
            text.finding(finding);
        }
        for (Finding other : verdict.others()) {
            text.out.append('\n');
            text.wrapped("", ReportPhrases.printable(other.headline()));
            text.finding(other);
        }
        text.explored();
        if (finding != null && !replayLine.isEmpty()) {
            // Not wrapped: it is there to be copied.
            text.out.append("\nReplay it:\n  ").append(replayLine).append('\n');
        }
        return text.out.toString();
    }

    private void finding(Finding finding) {
        if (!finding.steps().isEmpty()) {
            out.append('\n');
            List<Integer> columns = ReportPhrases.columns(finding);
            int number = Integer.toString(finding.steps().size()).length() + 2;
            int each = Math.min(WIDEST, (width - number - 1) / columns.size());
            if (each >= NARROWEST) {
                table(finding, columns, number, each);
            } else {
                list(finding, number);
            }
        }
        threads(finding);
        if (!finding.stackTrace().isEmpty()) {
            out.append('\n');
            finding.stackTrace().forEach(line -> wrapped("  ", ReportPhrases.printable(line)));
        }
    }

    private void table(Finding finding, List<Integer> columns, int number, int each) {
        StringBuilder head = new StringBuilder(" ".repeat(number + 1));
        StringBuilder rule = new StringBuilder(" ".repeat(number + 1));
        for (int thread : columns) {
            String name = ReportPhrases.cut(ReportPhrases.name(finding, thread), each - 2);
            head.append(name).append(" ".repeat(each - length(name)));
            rule.append("-".repeat(each - 2)).append("  ");
        }
        line(head.toString());
        line(rule.toString());
        String before = "";
        int thread = -1;
        for (int i = 0; i < finding.steps().size(); i++) {
            TraceStep step = finding.steps().get(i);
            String indent = " ".repeat(number + 1 + each * columns.indexOf(step.thread()));
            String place = ReportPhrases.place(step);
            step(
                    i,
                    number,
                    indent,
                    step,
                    place.equals(before) && step.thread() == thread ? "" : place);
            switched(finding, step, indent);
            before = step.switched() == SwitchReason.NONE ? place : "";
            thread = step.thread();
        }
    }

    /** A step may run on to the right, where the other threads' columns are empty in its lines. */
    private void step(int i, int number, String indent, TraceStep step, String place) {
        int from = out.length();
        wrapped(indent, ReportPhrases.printable(step.text()));
        String label = String.format(Locale.ROOT, "%" + number + "d", i + 1);
        out.replace(from, from + label.length(), label);
        if (!step.effect().isEmpty()) {
            wrapped(indent, "=> " + ReportPhrases.printable(step.effect()));
        }
        if (!place.isEmpty()) {
            line(indent + "   " + ReportPhrases.cut(place, width - indent.length() - 3));
        }
    }

    private void switched(Finding finding, TraceStep step, String indent) {
        if (step.switched() != SwitchReason.NONE) {
            wrapped(indent, "~~ " + ReportPhrases.switched(finding, step));
        }
    }

    private void list(Finding finding, int number) {
        int last = -1;
        for (int i = 0; i < finding.steps().size(); i++) {
            TraceStep step = finding.steps().get(i);
            if (step.thread() != last) {
                line(ReportPhrases.cut(ReportPhrases.name(finding, step.thread()), width));
                last = step.thread();
            }
            String indent = " ".repeat(number + 1);
            step(i, number, indent, step, ReportPhrases.place(step));
            switched(finding, step, indent);
        }
    }

    private void threads(Finding finding) {
        List<ThreadSummary> standing = new ArrayList<>(finding.threads());
        standing.removeIf(thread -> ReportPhrases.standing(finding, thread).isEmpty());
        if (standing.stream().allMatch(thread -> thread.ended())) {
            return;
        }
        out.append("\nFinal state:\n");
        for (ThreadSummary thread : standing) {
            String virtual = thread.virtual() ? " (virtual)" : "";
            String location =
                    thread.location().isEmpty()
                            ? ""
                            : "  at " + ReportPhrases.printable(thread.location());
            wrapped(
                    "  ",
                    ReportPhrases.name(finding, thread.number())
                            + virtual
                            + "  "
                            + ReportPhrases.standing(finding, thread)
                            + location);
        }
    }

    private void explored() {
        out.append('\n');
        wrapped("", ReportPhrases.explored(verdict.coverage()));
        ReportPhrases.limits(verdict).forEach(limit -> wrapped("", limit));
    }

    /** The text at the indent, on as many lines as it takes; lines after the first hang by two. */
    private void wrapped(String indent, String text) {
        String margin = indent;
        String rest = text;
        while (length(rest) > width - margin.length()) {
            int room = rest.offsetByCodePoints(0, width - margin.length());
            int space = rest.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            line(margin + rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
            margin = indent + "  ";
        }
        line(margin + rest);
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
