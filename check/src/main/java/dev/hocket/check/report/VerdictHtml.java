package dev.hocket.check.report;

import dev.hocket.check.Finding;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict as one HTML file that needs nothing else: the same as {@link VerdictText}, and a
 * picture of who waits for whom.
 */
public final class VerdictHtml {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6878; --line: #d5dae1;
              --page: #ffffff; --band: #f4f6f9; --bad: #b3261e; --good: #1b6e3c; --node: #e6edf8;
              --thing: #fbf0dc; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa6b6;
              --line: #3a4350; --page: #161a20; --band: #1f252d; --bad: #ff8a80; --good: #7ed6a0;
              --node: #26364f; --thing: #463a22; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
              background: var(--page); margin: 2rem auto; padding: 0 1.2rem; max-width: 78rem; }
            h1 { font-size: 1.35rem; line-height: 1.35; margin: 0 0 .4rem; }
            h1.found b { color: var(--bad); } h1.clean { color: var(--good); }
            h2 { font-size: 1.05rem; margin: 2rem 0 .6rem; }
            p.soft, .soft { color: var(--soft); } p { margin: .3rem 0; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .92rem; }
            th { text-align: left; font-weight: 600; border-bottom: 2px solid var(--line); }
            th, td { padding: .35rem .7rem; vertical-align: top; }
            td { border-bottom: 1px solid var(--line); }
            tbody tr:nth-child(even) { background: var(--band); }
            td.number { color: var(--soft); text-align: right; width: 1.5rem; }
            td.step { min-width: 8rem; border-left: 1px solid var(--line); }
            td.other { border-left: 1px solid var(--line); }
            .effect { display: block; color: var(--bad); }
            .switched { display: block; color: var(--soft); font-style: italic; }
            code, pre { font: .88em/1.45 ui-monospace, monospace; }
            td code { white-space: pre-wrap; overflow-wrap: anywhere; }
            pre { background: var(--band); border: 1px solid var(--line); border-radius: 6px;
              padding: .7rem .9rem; overflow-x: auto; }
            svg { max-width: 100%; height: auto; }
            svg text { font: 13px system-ui, sans-serif; fill: var(--ink); text-anchor: middle; }
            svg .thread { fill: var(--node); stroke: var(--soft); }
            svg .thing { fill: var(--thing); stroke: var(--soft); }
            svg .nobody { stroke-dasharray: 5 4; }
            svg path { fill: none; stroke: var(--soft); stroke-width: 1.5; }
            svg path.circle { stroke: var(--bad); stroke-width: 2.2; }
            svg .tip { fill: var(--soft); } svg .badtip { fill: var(--bad); }
            """;

    private final Verdict verdict;
    private final StringBuilder out = new StringBuilder();

    private VerdictHtml(Verdict verdict) {
        this.verdict = verdict;
    }

    /**
     * Writes a verdict as a whole HTML document.
     *
     * @param verdict what to write
     * @param replayLine the command that replays the finding, or empty to leave it out
     */
    public static String of(Verdict verdict, String replayLine) {
        return new VerdictHtml(verdict).page(replayLine);
    }

    private String page(String replayLine) {
        Finding finding = verdict.finding();
        String title = escaped(ReportPhrases.printable(verdict.test()));
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append(finding == null ? ": nothing found" : ": " + finding.kind().title())
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        headline(finding);
        out.append("<p class=\"soft\">").append(title).append("</p>\n");
        if (finding != null) {
            finding(finding, replayLine);
        }
        for (Finding other : verdict.others()) {
            headline(other);
            finding(other, "");
        }
        out.append("<h2>Explored</h2>\n");
        paragraph(ReportPhrases.explored(verdict.coverage()));
        ReportPhrases.limits(verdict).forEach(this::paragraph);
        return out.append("</body>\n</html>\n").toString();
    }

    private void headline(@Nullable Finding finding) {
        if (finding == null) {
            out.append("<h1 class=\"clean\">").append(escaped(ReportPhrases.headline(verdict)));
        } else {
            out.append("<h1 class=\"found\"><b>")
                    .append(finding.kind().title())
                    .append(":</b> ")
                    .append(escaped(ReportPhrases.printable(finding.sentence())));
        }
        out.append("</h1>\n");
    }

    private void finding(Finding finding, String replayLine) {
        if (!finding.waitsFor().isEmpty()) {
            out.append("<h2>Who waits for whom</h2>\n<div class=\"scroll\">\n")
                    .append(WaitGraph.svg(finding))
                    .append("</div>\n");
        }
        steps(finding);
        threads(finding);
        if (!finding.stackTrace().isEmpty()) {
            out.append("<h2>Stack trace</h2>\n<pre>");
            finding.stackTrace()
                    .forEach(line ->
                            out.append(escaped(ReportPhrases.printable(line))).append('\n'));
            out.append("</pre>\n");
        }
        if (!replayLine.isEmpty()) {
            out.append("<h2>Replay it</h2>\n<pre>").append(escaped(replayLine)).append("</pre>\n");
        }
    }

    private void steps(Finding finding) {
        if (finding.steps().isEmpty()) {
            return;
        }
        List<Integer> columns = ReportPhrases.columns(finding);
        out.append("<h2>The steps that matter</h2>\n<div class=\"scroll\">\n<table>\n<thead><tr>")
                .append("<th></th>");
        columns.forEach(thread -> cell("th", "", ReportPhrases.name(finding, thread)));
        out.append("<th>Where</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < finding.steps().size(); i++) {
            TraceStep before = i == 0 ? null : finding.steps().get(i - 1);
            step(i, before, finding.steps().get(i), columns);
        }
        out.append("</tbody>\n</table>\n</div>\n");
    }

    private void step(int i, @Nullable TraceStep before, TraceStep step, List<Integer> columns) {
        out.append("<tr>");
        cell("td", "number", Integer.toString(i + 1));
        for (int thread : columns) {
            if (thread != step.thread()) {
                cell("td", "other", "");
                continue;
            }
            out.append("<td class=\"step\">").append(text(step.text()));
            span("effect", step.effect());
            span("switched", step.switched().word());
            out.append("</td>");
        }
        out.append("<td>");
        boolean same =
                before != null
                        && before.thread() == step.thread()
                        && ReportPhrases.place(before).equals(ReportPhrases.place(step));
        if (!same) {
            out.append(text(step.location()));
            if (!step.source().isEmpty()) {
                out.append("<br><code>").append(text(step.source())).append("</code>");
            }
        }
        out.append("</td></tr>\n");
    }

    private void threads(Finding finding) {
        if (finding.threads().stream()
                .allMatch(thread ->
                        thread.ended() || ReportPhrases.standing(finding, thread).isEmpty())) {
            return;
        }
        out.append("<h2>Final state</h2>\n<div class=\"scroll\">\n<table>\n<thead><tr>")
                .append("<th>Thread</th><th>Kind</th><th>State</th><th>Where</th>")
                .append("</tr></thead>\n<tbody>\n");
        for (ThreadSummary thread : finding.threads()) {
            out.append("<tr>");
            cell("td", "", ReportPhrases.name(finding, thread.number()));
            cell("td", "", thread.virtual() ? "virtual" : "platform");
            cell("td", "", ReportPhrases.standing(finding, thread));
            cell("td", "", ReportPhrases.printable(thread.location()));
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
    }

    private void span(String kind, String text) {
        if (!text.isEmpty()) {
            out.append("<span class=\"")
                    .append(kind)
                    .append("\">")
                    .append(text(text))
                    .append("</span>");
        }
    }

    private void cell(String tag, String kind, String text) {
        out.append('<').append(tag);
        if (!kind.isEmpty()) {
            out.append(" class=\"").append(kind).append('"');
        }
        out.append('>').append(escaped(text)).append("</").append(tag).append('>');
    }

    private void paragraph(String text) {
        out.append("<p>").append(escaped(text)).append("</p>\n");
    }

    private static String text(String raw) {
        return escaped(ReportPhrases.printable(raw));
    }

    /** The text as it stands in an element or a quoted attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
