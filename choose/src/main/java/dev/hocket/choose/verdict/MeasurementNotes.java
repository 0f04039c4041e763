package dev.hocket.choose.verdict;

import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.measure.AnswerComparison;
import dev.hocket.choose.measure.Contender;
import dev.hocket.choose.measure.InputSample;
import dev.hocket.choose.measure.SampledFailures;
import dev.hocket.text.Quantities;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** What else must be known of a measurement, in sentences. */
public final class MeasurementNotes {
    private static final double DISTURBED = 0.15;

    /** What lanes on all cores are kept from by the compiler and the collector at times. */
    private static final double OF_ITS_OWN = 0.1;

    private final InputSample<?> sample;
    private final Contender baseline;
    private final AnswerComparison answers;
    private final SampledFailures failures;

    public MeasurementNotes(
            InputSample<?> sample,
            Contender baseline,
            AnswerComparison answers,
            SampledFailures failures) {
        this.sample = sample;
        this.baseline = baseline;
        this.answers = answers;
        this.failures = failures;
    }

    public List<String> of(MeasuredEvidence evidence) {
        List<String> notes = new ArrayList<>();
        if (evidence.failing().isEmpty() && failures.count() > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%d of %d sampled inputs failed, the first of them %s",
                            failures.count(),
                            sample.size(),
                            failures.first()));
        }
        addUnstable(notes);
        evidence.rows().forEach(row -> addDifferent(notes, row.engine()));
        double kept =
                Math.max(
                        kept(evidence.baseline()),
                        evidence.rows().stream()
                                .filter(row -> row.width() <= evidence.cores())
                                .mapToDouble(row -> kept(row) - OF_ITS_OWN)
                                .max()
                                .orElse(0));
        if (kept > DISTURBED) {
            notes.add(
                    "other programs used the cores for %s of the time: measure again on a"
                                    .formatted(Quantities.percent(Math.min(1, kept)))
                            + " quiet machine");
        }
        return notes;
    }

    /** The share of their time in which lanes wanted a core and had none. */
    private static double kept(EngineFigures row) {
        double busy = Math.min(row.width(), row.busyCores());
        return (Math.min(row.width(), row.wantedCores()) - busy) / row.width();
    }

    private void addUnstable(List<String> notes) {
        BitSet unstable = answers.unstable();
        if (!unstable.isEmpty()) {
            notes.add(
                    String.format(
                                    Locale.ROOT,
                                    "%d of %d outputs differ from run to run on %s itself, such as"
                                            + " that of %s; they",
                                    unstable.cardinality(),
                                    sample.size(),
                                    baseline,
                                    sample.inputs().get(unstable.nextSetBit(0)))
                            + " are not compared");
        }
    }

    private void addDifferent(List<String> notes, String engine) {
        BitSet different = answers.different(engine);
        if (!different.isEmpty()) {
            notes.add(
                    String.format(
                                    Locale.ROOT,
                                    "%s gives different outputs for %d inputs than %s, such as %s:"
                                            + " the task is not safe for",
                                    engine,
                                    different.cardinality(),
                                    baseline,
                                    sample.inputs().get(different.nextSetBit(0)))
                            + " use by several threads, or inputs overwrite each other's files");
        }
    }
}
