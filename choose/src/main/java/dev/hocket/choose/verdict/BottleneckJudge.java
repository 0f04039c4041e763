package dev.hocket.choose.verdict;

import dev.hocket.choose.Agreement;
import dev.hocket.choose.Bottleneck;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.Recommendation;
import dev.hocket.choose.measure.ResourceMeter;
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
 * something shared. A core that another program has counts as used: see {@link ResourceMeter}.
 */
public final class BottleneckJudge {
    private static final double TINY_NANOS = 1_000;
    private static final double SMALL_NANOS = 5_000;
    private static final double NEARLY = 0.9;
    private static final int MANY_LANES = 64;

    private final MeasuredEvidence evidence;
    private final EngineFigures best;
    private final List<EngineFigures> alike;
    private final EngineFigures pick;

    private BottleneckJudge(MeasuredEvidence evidence) {
        this.evidence = evidence;
        List<EngineFigures> right =
                evidence.rows().stream()
                        .filter(row -> row.answer() != Agreement.DIFFERENT)
                        .toList();
        best =
                right.stream()
                        .max(Comparator.comparingDouble(row -> row.perSecond().median()))
                        .orElseThrow();
        alike = right.stream().filter(EngineFigures::asFastAsBest).sorted(simplest()).toList();
        pick =
                alike.stream()
                        .filter(row ->
                                row.perSecond().median() >= NEARLY * best.perSecond().median())
                        .findFirst()
                        .orElse(best);
    }

    public static Recommendation judge(MeasuredEvidence evidence) {
        if (!evidence.failing().isEmpty()) {
            return new Recommendation(
                    Bottleneck.FAILING,
                    "",
                    List.of(),
                    new RecommendationText(evidence, Bottleneck.FAILING).because(),
                    "Nothing can be recommended before the job succeeds.");
        }
        return new BottleneckJudge(evidence).verdict();
    }

    /** Whether more rounds could change what is recommended. */
    public static boolean isOpen(MeasuredEvidence evidence) {
        if (!evidence.failing().isEmpty()) {
            return false;
        }
        BottleneckJudge judge = new BottleneckJudge(evidence);
        return judge.alike.stream().anyMatch(row -> row.ofBest().median() < NEARLY);
    }

    static Comparator<EngineFigures> simplest() {
        return Comparator.comparingInt(EngineFigures::width)
                .thenComparingInt(BottleneckJudge::preference);
    }

    private static int preference(EngineFigures row) {
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

    private Recommendation verdict() {
        Bottleneck bottleneck = bottleneck();
        List<String> names = alike.stream().map(EngineFigures::engine).toList();
        RecommendationText say = new RecommendationText(evidence, bottleneck);
        return new Recommendation(
                bottleneck, pick.engine(), names, say.because(), say.use(pick, names));
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
        List<EngineFigures> several =
                evidence.rows().stream()
                        .filter(row -> row.width() > 1 && row.width() <= evidence.cores())
                        .toList();
        return !several.isEmpty()
                && several.stream()
                        .allMatch(row ->
                                row.wantedCores() < 0.6 * row.width()
                                        || row.cpuPerInput() > 1.5 * single);
    }
}
