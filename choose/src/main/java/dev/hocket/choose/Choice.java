package dev.hocket.choose;

import dev.hocket.choose.verdict.FiguresTable;
import java.time.Duration;
import java.util.List;

/**
 * The result of {@link Choose#run()}. Immutable.
 *
 * @param job the job's name
 * @param cores the cores that this process may use
 * @param inputs how many inputs were given
 * @param sampled how many of them were measured
 * @param perInput how long one input takes on one lane
 * @param elapsed how long measuring took
 * @param rows the measurements; all others are compared with the first
 * @param verdict the conclusion
 * @param notes further facts, in sentences: failures, outputs that differ, engines that were left
 *     out, a budget that was too short
 */
public record Choice(
        String job,
        int cores,
        int inputs,
        int sampled,
        Duration perInput,
        Duration elapsed,
        List<EngineFigures> rows,
        Recommendation verdict,
        List<String> notes) {
    public Choice {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The rows as an aligned table of at most 100 columns, with a legend; ends in a newline. */
    public String table() {
        return new FiguresTable(this).toString();
    }

    /** The table, the notes and the verdict. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(table()).append('\n');
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.append(verdict).append('\n').toString();
    }
}
