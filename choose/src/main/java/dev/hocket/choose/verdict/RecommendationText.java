package dev.hocket.choose.verdict;

import dev.hocket.choose.Bottleneck;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.measure.LaneStates;
import dev.hocket.text.Quantities;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A verdict in words: what the bottleneck is, with its evidence, and what to use. */
final class RecommendationText {
    private static final double BATCH_NANOS = 100_000;
    private static final double DISTURBED = 0.25;
    private final MeasuredEvidence evidence;
    private final Bottleneck bottleneck;

    RecommendationText(MeasuredEvidence evidence, Bottleneck bottleneck) {
        this.evidence = evidence;
        this.bottleneck = bottleneck;
    }

    String because() {
        return "The bottleneck is " + bottleneck.words() + ": " + evidence() + "." + amdahl();
    }

    private String evidence() {
        String each = Quantities.nanos(evidence.nanosPerInput());
        String wanted = Quantities.percent(evidence.wanted());
        return switch (bottleneck) {
            case CPU ->
                    "an input takes %s and needs a core for %s of that time; %s"
                            .formatted(each, wanted, reach());
            case WAITING ->
                    "an input takes %s and needs a core for only %s of that time%s"
                            .formatted(each, wanted, waitsAt());
            case LOCK -> lock() + "; " + reach();
            case TASK_TOO_SMALL ->
                    "a task takes %s, which is small compared with the dispatch overhead; %s"
                            .formatted(each, reach());
            case RATE ->
                    "it allows %s inputs per second, and that rate is reached"
                            .formatted(Quantities.compact(evidence.ratePerSecond()));
            case SHARED ->
                    "no lock was seen and one lane needs its core for %s of the time, but %s"
                            .formatted(wanted, reach());
            case FAILING -> "no input succeeded; %s".formatted(evidence.failing());
        };
    }

    /**
     * What the speed-up says of more cores (Karp and Flatt: the share of the work that is not
     * divided); no further than twice as many, and only where nobody else had the cores.
     */
    private String amdahl() {
        List<EngineFigures> within =
                evidence.rows().stream().filter(row -> row.width() <= evidence.cores()).toList();
        boolean disturbed =
                within.stream()
                        .anyMatch(row ->
                                row.wantedCores() - row.busyCores() > DISTURBED * row.width());
        if (bottleneck != Bottleneck.CPU || disturbed) {
            return "";
        }
        return within.stream()
                .filter(row -> row.width() > 1)
                .max(Comparator.comparingDouble(row -> row.speedUp().median()))
                .map(row -> amdahl(row.speedUp().median(), row.width()))
                .orElse("");
    }

    private static String amdahl(double speedUp, int lanes) {
        double undivided = Math.clamp((lanes / speedUp - 1) / (lanes - 1), 0, 1);
        double twice = 1 / (undivided + (1 - undivided) / (2 * lanes));
        return String.format(
                Locale.ROOT,
                " By Amdahl's law, %s of the work runs on one lane at a time: %d cores would be %s"
                        + " times as fast as one.",
                undivided < 0.01 ? "less than 1 %" : Quantities.percent(undivided),
                2 * lanes,
                Quantities.ratio(twice));
    }

    private String waitsAt() {
        String place = evidence.watched().waitingAt();
        return place.isEmpty() ? "" : "; it waits at " + place;
    }

    private String lock() {
        LaneStates watched = evidence.watched();
        return String.format(
                Locale.ROOT,
                "lanes were waiting for it in %s of %d samples%s",
                Quantities.percent(watched.locked()),
                watched.looks(),
                watched.lockedAt().isEmpty() ? "" : ", at " + watched.lockedAt());
    }

    /** How far more lanes get. */
    private String reach() {
        String cores = evidence.cores() == 1 ? "1 core" : evidence.cores() + " cores";
        return evidence.rows().stream()
                .filter(row -> row.width() > 1)
                .max(Comparator.comparingDouble(row -> row.speedUp().median()))
                .map(row ->
                        "%s is %s times as fast as %s on %s"
                                .formatted(
                                        row.engine(),
                                        Quantities.ratio(row.speedUp().median()),
                                        evidence.baseline().engine(),
                                        cores))
                .orElse("nothing wider was measured");
    }

    /**
     * @param pick what is recommended
     * @param alike those that cannot be told apart from the fastest
     */
    String use(EngineFigures pick, List<String> alike) {
        StringBuilder text = new StringBuilder("Use -e ").append(pick.engine());
        text.append(" (")
                .append(Quantities.compact(pick.perSecond().median()))
                .append(" inputs/s)");
        if (alike.size() > 1) {
            text.append(", the simplest within 10 % of the fastest. These cannot be told apart: ");
            text.append(String.join(", ", alike));
        }
        text.append(
                switch (bottleneck) {
                    case LOCK -> ". Only holding the lock for a shorter time helps";
                    case TASK_TOO_SMALL -> ". " + batches();
                    case RATE -> ". Only a higher rate helps";
                    default -> "";
                });
        return text.append('.').toString();
    }

    private String batches() {
        double batch = Math.max(10, BATCH_NANOS / Math.max(1, evidence.nanosPerInput()));
        double round = Math.pow(10, Math.rint(Math.log10(batch)));
        return String.format(
                Locale.ROOT,
                "Give each task more work, such as %.0f inputs at once, or use reduce",
                round);
    }
}
