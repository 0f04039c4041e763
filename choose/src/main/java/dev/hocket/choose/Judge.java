package dev.hocket.choose;

import java.util.Comparator;
import java.util.List;

/**
 * From evidence to a verdict; a pure function.
 *
 * <p><b>Which engine.</b> Of the rows that cannot be told apart from the fastest, and whose median
 * is within a tenth of it, the simplest: fewest lanes, then sequential, threads, forkjoin, virtual,
 * any other; beyond 64 lanes virtual before threads, which take memory. The second condition keeps
 * one disturbed round from making everything alike.
 *
 * <p><b>Which bottleneck.</b> In this order: the job's own rate, if it is reached; a lock, if lanes
 * were seen at one in most of the looks, or in a third and there is no speed-up to speak of; tasks
 * too small; waiting, if one lane leaves its core unused for half of its time, or for a seventh and
 * more lanes than cores gain; the CPU, if more lanes are faster or there is but one core; else
 * something shared. A core that another program has counts as used: see {@link Meter}.
 */
final class Judge {
    private static final double TINY_NANOS = 1_000;
    private static final double SMALL_NANOS = 5_000;
    private static final double NEARLY = 0.9;
    private static final int MANY_LANES = 64;

    private final Evidence evidence;
    private final Row best;
    private final List<Row> alike;
    private final Row pick;

    private Judge(Evidence evidence) {
        this.evidence = evidence;
        List<Row> right =
                evidence.rows().stream().filter(row -> row.answer() != Answer.DIFFERENT).toList();
        best =
                right.stream()
                        .max(Comparator.comparingDouble(row -> row.perSecond().median()))
                        .orElseThrow();
        alike = right.stream().filter(Row::asFastAsBest).sorted(simplest()).toList();
        pick =
                alike.stream()
                        .filter(row ->
                                row.perSecond().median() >= NEARLY * best.perSecond().median())
                        .findFirst()
                        .orElse(best);
    }

    static Verdict judge(Evidence evidence) {
        if (!evidence.failing().isEmpty()) {
            return new Verdict(
                    Bottleneck.FAILING,
                    "",
                    List.of(),
                    "No input succeeded: " + evidence.failing() + ".",
                    "Nothing can be recommended before the job succeeds.");
        }
        return new Judge(evidence).verdict();
    }

    /** Whether more rounds could change what is recommended. */
    static boolean isOpen(Evidence evidence) {
        if (!evidence.failing().isEmpty()) {
            return false;
        }
        Judge judge = new Judge(evidence);
        return judge.alike.stream().anyMatch(row -> row.ofBest().median() < NEARLY);
    }

    static Comparator<Row> simplest() {
        return Comparator.comparingInt(Row::width).thenComparingInt(Judge::preference);
    }

    private static int preference(Row row) {
        String engine = row.engine();
        String name = engine.contains(":") ? engine.substring(0, engine.indexOf(':')) : engine;
        return switch (name) {
            case "sequential" -> 0;
            case "threads" -> row.width() > MANY_LANES ? 4 : 1;
            case "forkjoin" -> 2;
            case "virtual" -> 3;
            default -> 5;
        };
    }

    private Verdict verdict() {
        Bottleneck bottleneck = bottleneck();
        List<String> names = alike.stream().map(Row::engine).toList();
        return new Verdict(bottleneck, pick.engine(), names, because(bottleneck), use(bottleneck));
    }

    private Bottleneck bottleneck() {
        double nanos = evidence.nanosPerInput();
        double rate = evidence.ratePerSecond();
        if (rate > 0 && best.perSecond().median() >= 0.8 * rate) {
            return Bottleneck.RATE;
        }
        double locked = evidence.watched().locked();
        if (nanos >= TINY_NANOS && (locked >= 0.6 || (locked >= 1.0 / 3 && speedUp() < 1.5))) {
            return Bottleneck.LOCK;
        }
        if (nanos < TINY_NANOS
                || (nanos < SMALL_NANOS && speedUp() < 1 + 0.6 * (evidence.cores() - 1))) {
            return Bottleneck.TASK_TOO_SMALL;
        }
        double wanted = evidence.wanted();
        if (wanted < 0.5 || (wanted < 0.85 && gainBeyondCores() > 1.15)) {
            return Bottleneck.WAITING;
        }
        if (evidence.cores() == 1 || speedUp() >= 1.25 || !slowsDown()) {
            return Bottleneck.CPU;
        }
        return Bottleneck.SHARED;
    }

    private double speedUp() {
        return best.speedUp().median();
    }

    /** How much faster the fastest is than the fastest with no more lanes than cores. */
    private double gainBeyondCores() {
        double within =
                evidence.rows().stream()
                        .filter(row -> row.width() <= evidence.cores())
                        .mapToDouble(row -> row.perSecond().median())
                        .max()
                        .orElse(Double.MAX_VALUE);
        return best.perSecond().median() / within;
    }

    /**
     * Whether lanes at the cores' width slow each other down: they keep fewer cores busy than they
     * are, or take more CPU time for the same. Where neither holds and yet there is no speed-up,
     * other programs have the cores.
     */
    private boolean slowsDown() {
        double single = evidence.baseline().cpuPerInput();
        List<Row> several =
                evidence.rows().stream()
                        .filter(row -> row.width() > 1 && row.width() <= evidence.cores())
                        .toList();
        return !several.isEmpty()
                && several.stream()
                        .allMatch(row ->
                                row.wantedCores() < 0.6 * row.width()
                                        || row.cpuPerInput() > 1.5 * single);
    }

    private String because(Bottleneck bottleneck) {
        String start = "The bottleneck is " + bottleneck.words() + ": ";
        String each = Amounts.nanos(evidence.nanosPerInput());
        Watched watched = evidence.watched();
        return start
                + switch (bottleneck) {
                    case CPU ->
                            "an input takes %s, in %s of which it wants a core%s."
                                    .formatted(
                                            each,
                                            Amounts.percent(evidence.wanted()),
                                            ", and " + reach());
                    case WAITING ->
                            "an input takes %s, in only %s of which it wants a core%s."
                                    .formatted(
                                            each,
                                            Amounts.percent(evidence.wanted()),
                                            at("; it waits at ", watched.waitingAt()));
                    case LOCK ->
                            "lanes in the task were waiting for it in %s of %d looks%s, and %s."
                                    .formatted(
                                            Amounts.percent(watched.locked()),
                                            watched.looks(),
                                            at(", at ", watched.lockedAt()),
                                            reach());
                    case TASK_TOO_SMALL ->
                            "one takes %s, which is little beside handing it out, and %s."
                                    .formatted(each, reach());
                    case RATE ->
                            "it allows %s inputs a second, and they are reached."
                                    .formatted(Amounts.number(evidence.ratePerSecond()));
                    case SHARED ->
                            "no lock was seen and one lane wants its core in %s of the time, yet"
                                            .formatted(Amounts.percent(evidence.wanted()))
                                    + " "
                                    + reach()
                                    + ".";
                    case FAILING -> throw new AssertionError("has a verdict of its own");
                };
    }

    private static String at(String before, String place) {
        return place.isEmpty() ? "" : before + place;
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
                                        Amounts.ratio(row.speedUp().median()),
                                        evidence.baseline().engine(),
                                        cores))
                .orElse("nothing wider was measured");
    }

    private String use(Bottleneck bottleneck) {
        StringBuilder text = new StringBuilder("Use -e ").append(pick.engine());
        text.append(" (").append(Amounts.number(pick.perSecond().median())).append(" inputs/s)");
        if (alike.size() > 1) {
            text.append(", the simplest within a tenth of the fastest; cannot tell these apart: ");
            text.append(String.join(", ", alike.stream().map(Row::engine).toList()));
        }
        text.append(
                switch (bottleneck) {
                    case LOCK -> "; only holding the lock for less time helps";
                    case TASK_TOO_SMALL -> "; " + batches();
                    case RATE -> "; only another rate helps";
                    default -> "";
                });
        return text.append('.').toString();
    }

    private String batches() {
        double batch = Math.max(10, Math.rint(100_000 / Math.max(1, evidence.nanosPerInput())));
        return "give each task more work, such as %s inputs at once, or use reduce"
                .formatted(Amounts.number(batch));
    }
}
