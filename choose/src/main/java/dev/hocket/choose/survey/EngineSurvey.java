package dev.hocket.choose.survey;

import dev.hocket.Rate;
import dev.hocket.RefusedException;
import dev.hocket.choose.Choice;
import dev.hocket.choose.ChooseStep;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.MedianInterval;
import dev.hocket.choose.measure.AnswerComparison;
import dev.hocket.choose.measure.Contender;
import dev.hocket.choose.measure.InputSample;
import dev.hocket.choose.measure.LaneStates;
import dev.hocket.choose.measure.Measurer;
import dev.hocket.choose.measure.TimedBatch;
import dev.hocket.choose.measure.TrialSource;
import dev.hocket.choose.verdict.BottleneckJudge;
import dev.hocket.choose.verdict.FiguresFromTrials;
import dev.hocket.choose.verdict.MeasuredEvidence;
import dev.hocket.choose.verdict.MeasurementNotes;
import dev.hocket.text.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One measurement from pilot to verdict.
 *
 * <p>A pilot on one lane learns how long an input takes and warms up the code. Lanes are watched
 * for a moment, to see what they wait for. Each contender then runs a warm-up that also tells which
 * widths are worth measuring. What is left of the budget goes to rounds, in each of which every
 * contender runs once, in a new order: a machine that gets slower or busier does so for all. More
 * rounds follow while the recommendation is open and time is left.
 */
public final class EngineSurvey<I, O extends @Nullable Object> {
    private static final double PILOT_NANOS = 0.2e9;
    private static final double LEAST_NANOS = 0.03e9;
    private static final double WARM_UP_SECONDS = 0.25;
    private static final double WARM_UP_SHARE = 0.7;
    private static final double CLEARLY = 1.4;
    private static final double WIDEN_SHARE = 0.5;

    /** What the pilot may take of the budget, and what watching the lanes may. */
    private static final double PILOT_SHARE = 0.2;

    /** Beyond this share of the budget nothing is begun that is expected to end there. */
    private static final double OVERRUN = 1.2;

    /** A first round that is this many times as fast as planned only warmed up the code. */
    private static final double FAR_QUICKER = 4;

    private static final int MOST_WARM_ROUNDS = 2;
    private static final int LEAST_CONTENDERS = 2;
    private static final int MOST_CYCLED = 20_000_000;
    private static final int MOST_CONTENDERS = 12;
    private static final int MOST_ROUNDS = 15;
    private static final double WATCH_FROM_NANOS = 1_000;
    private static final double WATCH_NANOS = 0.3e9;

    private final MeasurementPlan<I, O> plan;
    private final EngineField field;
    private final InputSample<I> sample;
    private final AnswerComparison answers;
    private final TrialSource source;
    private final Map<Contender, Double> rates = new LinkedHashMap<>();
    private final List<TimedBatch> trials = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final int cores;
    private final LongSupplier clock;
    private final long start;
    private LaneStates watched = LaneStates.NOTHING;
    private String failing = "";
    private double nanosPerInput;
    private double wanted;
    private int rounds;
    private long lastRound;
    private double shareTold;

    /** What a survey measures with. */
    interface Sources<I> {
        /** A source of trials on this sample, whose answers go there. */
        TrialSource of(InputSample<I> sample, AnswerComparison answers);
    }

    /**
     * A survey.
     *
     * @param clock the time in nanoseconds that it goes by
     */
    EngineSurvey(
            MeasurementPlan<I, O> plan,
            EngineField field,
            int cores,
            Sources<I> sources,
            LongSupplier clock) {
        this.plan = plan;
        this.field = field;
        this.cores = cores;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.sample = InputSample.draw(plan.inputs(), plan.sampleSize(), plan.seed());
        this.answers = new AnswerComparison(field.baseline().text(), sample.size());
        this.source = sources.of(sample, answers);
        notes.addAll(field.notes());
    }

    /** A survey of this machine. */
    public static <I, O extends @Nullable Object> EngineSurvey<I, O> of(
            MeasurementPlan<I, O> plan) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new EngineSurvey<>(
                plan,
                EngineField.of(plan.job(), plan.engines(), cores),
                cores,
                (sample, answers) ->
                        new Measurer<>(plan.job(), sample, plan.fingerprint(), answers),
                System::nanoTime);
    }

    public Choice run() {
        try (source) {
            pilot();
            if (failing.isEmpty()) {
                watch();
                warmUp();
                prune();
                rounds();
            }
        }
        MeasuredEvidence evidence = evidence();
        noteRounds(evidence);
        notes.addAll(
                new MeasurementNotes(sample, field.baseline(), answers, source.failures())
                        .of(evidence));
        return new Choice(
                plan.job().name(),
                cores,
                plan.inputs().size(),
                sample.size(),
                Duration.ofNanos(Math.round(evidence.nanosPerInput())),
                Duration.ofNanos(elapsed()),
                evidence.rows(),
                BottleneckJudge.judge(evidence),
                notes);
    }

    private void pilot() {
        tell(ChooseStep.Phase.PILOT, field.baseline(), 0, 0);
        int count = 1;
        int repeats = 0;
        while (true) {
            TimedBatch trial = source.measure(field.baseline(), 0, count, true);
            nanosPerInput = trial.quietNanosPerInput();
            wanted = Math.min(1, trial.wantedCores());
            source.cycles(nanosPerInput < TrialSource.CYCLED_NANOS);
            rates.put(field.baseline(), trial.perSecond());
            boolean failed = trial.failed() == trial.inputs();
            if (failed && enoughFailed(count)) {
                failing = source.failures().first();
                trials.add(trial);
                return;
            }
            int next = afterPilotOf(count, failed);
            repeats += next > count ? 0 : 1;
            boolean late = elapsed() > 0.1 * budget() && trial.nanos() > LEAST_NANOS;
            if (!failed && (trial.nanos() >= PILOT_NANOS || late || repeats > 2)) {
                return;
            }
            count = Math.max(count, next);
        }
    }

    /** How many inputs the pilot runs next: eight times as many, as far as that is affordable. */
    private int afterPilotOf(int count, boolean failed) {
        int most = source.cycles() ? MOST_CYCLED : sample.size();
        double affordable = PILOT_SHARE * budget() / Math.max(1, nanosPerInput);
        double next = Math.min(8.0 * count, Math.max(affordable, failed ? 2 * count : 1));
        return (int) Math.min(next, most);
    }

    /** Whether failures alone are enough to give up: 20 inputs, all there are, or much time. */
    private boolean enoughFailed(int count) {
        return count >= Math.min(20, sample.size()) || elapsed() > budget() / 4.0;
    }

    private void watch() {
        Contender contender = field.watched(Math.max(4, 2 * cores));
        if (contender == null || nanosPerInput < WATCH_FROM_NANOS) {
            return;
        }
        tell(ChooseStep.Phase.WATCH, contender, 0, 0);
        double inputs = WATCH_NANOS * contender.width() / nanosPerInput;
        double affordable = PILOT_SHARE * budget() * cores / nanosPerInput;
        int count = (int) Math.min(Math.max(contender.width(), inputs), affordable);
        int most = source.cycles() ? MOST_CYCLED : sample.size();
        if (count >= 2) {
            watched = source.watch(contender, Math.min(count, most));
        }
    }

    private void warmUp() {
        for (WidthLadder ladder : field.ladders()) {
            ladder.first().forEach(contender -> warmUp(contender, false));
        }
        boolean waits = wanted < 0.85 && watched.locked() < 1.0 / 3;
        for (WidthLadder ladder : field.ladders()) {
            if (waits || gainsBeyondCores(ladder)) {
                widen(ladder);
            }
        }
    }

    /** Whether twice the cores are so much faster than the cores that it must wait after all. */
    private boolean gainsBeyondCores(WidthLadder ladder) {
        double within = 0;
        double beyond = 0;
        for (Contender each : ladder.first()) {
            double rate = rates.getOrDefault(each, 0.0);
            within = each.width() <= cores ? Math.max(within, rate) : within;
            beyond = each.width() > cores ? Math.max(beyond, rate) : beyond;
        }
        return within > 0 && beyond > CLEARLY * within;
    }

    private void widen(WidthLadder ladder) {
        int width = ladder.first().getLast().width();
        double before =
                ladder.first().stream()
                        .mapToDouble(each -> rates.getOrDefault(each, 0.0))
                        .max()
                        .orElse(0);
        int most = source.cycles() ? Integer.MAX_VALUE : sample.size();
        for (int next = ladder.after(width, most); next > 0; next = ladder.after(next, most)) {
            Contender wider = ladder.at(next);
            warmUp(wider, true);
            double rate = rates.getOrDefault(wider, 0.0);
            if (!WidthLadder.gains(before, rate)) {
                return;
            }
            before = rate;
        }
    }

    private void warmUp(Contender contender, boolean widening) {
        if (contender.equals(field.baseline())) {
            return;
        }
        double lanes = wanted < 0.5 ? contender.width() : Math.min(contender.width(), cores);
        double guess = WARM_UP_SECONDS * lanes * 1e9 / nanosPerInput;
        double filled = Math.min(2.0 * contender.width(), 4 * guess);
        int most = source.cycles() ? MOST_CYCLED : sample.size();
        int count = (int) Math.clamp(Math.max(filled, guess), 1, most);
        double expected = count * nanosPerInput / lanes;
        double share =
                plan.engines().contains(contender.text())
                        ? 1
                        : widening ? WIDEN_SHARE : WARM_UP_SHARE;
        boolean needed = rates.size() < LEAST_CONTENDERS;
        if (!needed && elapsed() + expected > share * budget()) {
            noteLeftOut(contender);
            return;
        }
        tell(ChooseStep.Phase.WARM_UP, contender, 0, 0);
        try {
            TimedBatch trial = source.measure(contender, 0, count, true);
            while (trial.nanos() < LEAST_NANOS && count < most) {
                count = Math.min(4 * count, most);
                trial = source.measure(contender, 0, count, true);
            }
            rates.put(contender, trial.perSecond());
        } catch (RefusedException refused) {
            notes.add("%s is left out: %s".formatted(contender, refused.getMessage()));
        }
    }

    private void noteLeftOut(Contender contender) {
        notes.add(
                "%s is left out: the budget of %s is too short for so many engines"
                        .formatted(contender, Quantities.duration(plan.budget())));
    }

    /** Leaves the fastest, so that each gets enough of the budget; the baseline always stays. */
    private void prune() {
        List<Contender> slowest = new ArrayList<>(rates.keySet());
        slowest.remove(field.baseline());
        slowest.sort(Comparator.comparingDouble(rates::get));
        int tooMany = rates.size() - MOST_CONTENDERS;
        for (int i = 0; i < tooMany; i++) {
            rates.remove(slowest.get(i));
        }
    }

    private void rounds() {
        RoundPlan portions = portions();
        boolean check = source.checkNanos() <= 0.01 * nanosPerInput;
        int warm = 0;
        while (rounds < portions.rounds() || (rounds < MOST_ROUNDS && isWorthMore())) {
            double planned = portions.secondsARound() * 1e9;
            if (rounds > 0 && elapsed() + lastRound > OVERRUN * budget()) {
                break;
            }
            long before = elapsed();
            if (!round(portions, check)) {
                break;
            }
            lastRound = elapsed() - before;
            if (rounds == 1 && warm < MOST_WARM_ROUNDS && FAR_QUICKER * lastRound < planned) {
                warm++;
                rounds = 0;
                trials.clear();
                portions = portions();
            }
        }
        if (trials.stream().allMatch(trial -> trial.failed() == trial.inputs())) {
            failing = source.failures().first();
        }
    }

    private RoundPlan portions() {
        double left = (budget() - elapsed()) / 1e9;
        return new RoundPlan(rates, sample.size(), left, plan.rounds(), 2 * cores);
    }

    /** Whether a round beyond the planned ones fits, and may change what is recommended. */
    private boolean isWorthMore() {
        return rounds >= RoundPlan.LEAST_ROUNDS
                && elapsed() + lastRound < budget()
                && BottleneckJudge.isOpen(evidence());
    }

    /**
     * Measures each contender once. Contenders are compared within a round, so that one which does
     * not fit the budget is dropped as a whole; of the first, those that do not fit are left out.
     *
     * @return whether it was measured
     */
    private boolean round(RoundPlan portions, boolean check) {
        rounds++;
        List<Contender> order = new ArrayList<>(rates.keySet());
        Collections.shuffle(order, new Random(plan.seed() + rounds));
        if (rounds == 1) { // what the others are compared with is never left out
            order.remove(field.baseline());
            order.addFirst(field.baseline());
        }
        List<TimedBatch> measured = new ArrayList<>();
        for (Contender contender : order) {
            int count = portions.count(contender);
            boolean fits = elapsed() + expected(contender, count) <= OVERRUN * budget();
            if (!fits && rounds > 1) {
                rounds--;
                return false;
            }
            if (!fits && measured.size() >= LEAST_CONTENDERS) {
                rates.remove(contender);
                noteLeftOut(contender);
                continue;
            }
            tell(ChooseStep.Phase.ROUNDS, contender, rounds, Math.max(rounds, portions.rounds()));
            TimedBatch trial = source.measure(contender, rounds, count, check);
            measured.add(trial);
            rates.replace(contender, trial.perSecond());
        }
        trials.addAll(measured);
        return true;
    }

    /** How long a batch is going to take, by the last one of the same contender. */
    private double expected(Contender contender, int count) {
        return count * 1e9 / rates.getOrDefault(contender, 1.0);
    }

    private MeasuredEvidence evidence() {
        List<Contender> contenders = new ArrayList<>(rates.keySet());
        List<EngineFigures> rows = new FiguresFromTrials(trials, answers).of(contenders);
        double rate = plan.job().rate().map(EngineSurvey::perSecond).orElse(0.0);
        return new MeasuredEvidence(cores, rate, measuredNanos(), failing, watched, rows);
    }

    /** How long an input takes on one lane: by the rounds, or by the pilot where there is none. */
    private double measuredNanos() {
        double[] alone =
                trials.stream()
                        .filter(trial -> trial.engine().equals(field.baseline().text()))
                        .filter(trial -> trial.round() > 0)
                        .mapToDouble(TimedBatch::quietNanosPerInput)
                        .toArray();
        return alone.length == 0 ? nanosPerInput : MedianInterval.ofMedian(alone).median();
    }

    private static double perSecond(Rate rate) {
        return rate.count() * 1e9 / rate.per().toNanos();
    }

    private void noteRounds(MeasuredEvidence evidence) {
        if (!failing.isEmpty()) {
            return;
        }
        String budget = Quantities.duration(plan.budget());
        if (rounds < plan.rounds()) {
            notes.add(
                    "only %s fit the budget of %s: the spread is rough"
                            .formatted(Quantities.count(rounds, "round"), budget));
        }
        if (elapsed() > OVERRUN * budget()) {
            notes.add(
                    "measuring took %s and not %s: at least two engines are compared, and an input takes %s on one lane"
                            .formatted(
                                    Quantities.nanos((double) elapsed()),
                                    budget,
                                    Quantities.nanos(evidence.nanosPerInput())));
        }
    }

    private long budget() {
        return plan.budget().toNanos();
    }

    private void tell(ChooseStep.Phase phase, Contender contender, int round, int of) {
        double inRound = trials.size() % (double) rates.size() / Math.max(1, rates.size());
        double share =
                switch (phase) {
                    case PILOT -> 0;
                    case WATCH -> 0.05;
                    case WARM_UP -> Math.min(0.3, 0.07 + 0.02 * rates.size());
                    case ROUNDS -> 0.3 + 0.7 * (round - 1 + inRound) / of;
                };
        shareTold = Math.max(share, shareTold);
        plan.progress()
                .accept(
                        new ChooseStep(
                                phase,
                                contender.text(),
                                round,
                                of,
                                shareTold,
                                Duration.ofNanos(elapsed())));
    }

    private long elapsed() {
        return clock.getAsLong() - start;
    }
}
