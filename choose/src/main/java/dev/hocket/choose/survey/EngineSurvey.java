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
import dev.hocket.choose.measure.LaneSampler;
import dev.hocket.choose.measure.LaneStates;
import dev.hocket.choose.measure.Measurer;
import dev.hocket.choose.measure.TimedBatch;
import dev.hocket.choose.verdict.Amounts;
import dev.hocket.choose.verdict.BottleneckJudge;
import dev.hocket.choose.verdict.FiguresFromTrials;
import dev.hocket.choose.verdict.MeasuredEvidence;
import dev.hocket.choose.verdict.MeasurementNotes;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
    private static final int MOST_CYCLED = 20_000_000;
    private static final int MOST_CONTENDERS = 12;
    private static final int MOST_ROUNDS = 15;
    private static final int LEAST_CONTENDERS = 2;
    private static final double OVERRUN = 1.2;
    private static final double WATCH_FROM_NANOS = 1_000;
    private static final double WATCH_NANOS = 0.3e9;

    private final MeasurementPlan<I, O> plan;
    private final EngineField field;
    private final InputSample<I> sample;
    private final AnswerComparison answers;
    private final Measurer<I, O> measurer;
    private final Map<Contender, Double> rates = new LinkedHashMap<>();
    private final List<TimedBatch> trials = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final int cores;
    private final long start = System.nanoTime();
    private LaneStates watched = LaneStates.NOTHING;
    private String failing = "";
    private double nanosPerInput;
    private double wanted;
    private int rounds;

    private EngineSurvey(MeasurementPlan<I, O> plan, EngineField field, int cores) {
        this.plan = plan;
        this.field = field;
        this.cores = cores;
        this.sample = InputSample.draw(plan.inputs, plan.sampleSize, plan.seed);
        this.answers = new AnswerComparison(field.baseline().text(), sample.size());
        this.measurer = new Measurer<>(plan.job, sample, plan.fingerprint, answers);
        notes.addAll(field.notes());
    }

    public static <I, O extends @Nullable Object> EngineSurvey<I, O> of(
            MeasurementPlan<I, O> plan) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new EngineSurvey<>(plan, EngineField.of(plan.job, plan.engines, cores), cores);
    }

    public Choice run() {
        try (measurer) {
            pilot();
            if (failing.isEmpty()) {
                watch();
                warmUp();
                prune();
                rounds();
            }
        }
        MeasuredEvidence evidence = evidence();
        noteRounds();
        notes.addAll(
                new MeasurementNotes(sample, field.baseline(), answers, measurer.failures())
                        .of(evidence));
        return new Choice(
                plan.job.name(),
                cores,
                plan.inputs.size(),
                sample.size(),
                Duration.ofNanos(Math.round(measuredNanos())),
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
            TimedBatch trial = measurer.measure(field.baseline(), 0, count, true);
            nanosPerInput = trial.quietNanosPerInput();
            wanted = Math.min(1, trial.wantedCores());
            measurer.cycles(nanosPerInput < Measurer.CYCLED_NANOS);
            rates.put(field.baseline(), trial.perSecond());
            int most = measurer.cycles() ? MOST_CYCLED : sample.size();
            repeats += count >= most ? 1 : 0;
            boolean late = elapsed() > 0.1 * plan.budget.toNanos() && trial.nanos() > LEAST_NANOS;
            boolean over = trial.nanos() >= PILOT_NANOS || late || repeats > 2;
            if (trial.failed() == trial.inputs() && (over || enoughFailed(count))) {
                failing = measurer.failures().first();
                trials.add(trial);
                return;
            }
            if (over) {
                return;
            }
            count = Math.min(8 * count, most);
        }
    }

    /** Whether failures alone are enough to give up: 20 inputs, all there are, or much time. */
    private boolean enoughFailed(int count) {
        return count >= Math.min(20, sample.size()) || elapsed() > plan.budget.toNanos() / 4;
    }

    private void watch() {
        Contender contender = field.watched(Math.max(4, 2 * cores));
        if (contender == null || nanosPerInput < WATCH_FROM_NANOS) {
            return;
        }
        tell(ChooseStep.Phase.WATCH, contender, 0, 0);
        double inputs = WATCH_NANOS * contender.width() / nanosPerInput;
        double affordable = 0.15 * plan.budget.toNanos() * cores / nanosPerInput;
        int count = (int) Math.max(2, Math.min(Math.max(contender.width(), inputs), affordable));
        int most = measurer.cycles() ? MOST_CYCLED : sample.size();
        watched = LaneSampler.watch(plan.job, contender, sample.batch(0, Math.min(count, most)));
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
        int most = measurer.cycles() ? Integer.MAX_VALUE : sample.size();
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
        double share = widening ? WIDEN_SHARE : WARM_UP_SHARE;
        boolean needed = rates.size() < 2 || plan.engines.contains(contender.text());
        if (!needed && elapsed() > share * plan.budget.toNanos()) {
            noteLeftOut(contender);
            return;
        }
        tell(ChooseStep.Phase.WARM_UP, contender, 0, 0);
        double lanes = wanted < 0.5 ? contender.width() : Math.min(contender.width(), cores);
        double guess = WARM_UP_SECONDS * lanes * 1e9 / nanosPerInput;
        double filled = Math.min(2.0 * contender.width(), 4 * guess);
        int count = (int) Math.clamp(Math.max(filled, guess), 1, MOST_CYCLED);
        int most = measurer.cycles() ? MOST_CYCLED : sample.size();
        try {
            count = Math.min(count, most);
            TimedBatch trial = measurer.measure(contender, 0, count, true);
            while (trial.nanos() < LEAST_NANOS && count < most) {
                count = Math.min(4 * count, most);
                trial = measurer.measure(contender, 0, count, true);
            }
            rates.put(contender, trial.perSecond());
        } catch (RefusedException refused) {
            notes.add("%s is left out: %s".formatted(contender, refused.getMessage()));
        }
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
        double left = (plan.budget.toNanos() - elapsed()) / 1e9;
        RoundPlan portions = new RoundPlan(rates, sample.size(), left, plan.rounds, 2 * cores);
        boolean check = measurer.checkNanos() <= 0.01 * nanosPerInput;
        long lastRound = 0;
        while (rounds < portions.rounds()
                || (rounds < MOST_ROUNDS
                        && rounds >= RoundPlan.LEAST_ROUNDS
                        && elapsed() + lastRound < plan.budget.toNanos()
                        && BottleneckJudge.isOpen(evidence()))) {
            if (rounds >= RoundPlan.LEAST_ROUNDS
                    && elapsed() + lastRound > 1.1 * plan.budget.toNanos()) {
                break;
            }
            long before = System.nanoTime();
            if (!round(portions, check)) {
                break;
            }
            lastRound = System.nanoTime() - before;
        }
        if (trials.stream().allMatch(trial -> trial.failed() == trial.inputs())) {
            failing = measurer.failures().first();
        }
    }

    /**
     * Measures each contender once. Contenders are compared within a round, so that one that does
     * not fit the budget is dropped as a whole; of the first, those that do not fit are left out.
     *
     * @return whether it was measured
     */
    private boolean round(RoundPlan portions, boolean check) {
        rounds++;
        List<Contender> order = new ArrayList<>(rates.keySet());
        Collections.shuffle(order, new Random(plan.seed + rounds));
        if (rounds == 1) {
            order.remove(field.baseline());
            order.addFirst(field.baseline());
        }
        List<TimedBatch> measured = new ArrayList<>();
        for (Contender contender : order) {
            int count = portions.count(contender);
            double expected = count * 1e9 / rates.getOrDefault(contender, 1.0);
            boolean fits = elapsed() + expected <= OVERRUN * plan.budget.toNanos();
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
            measured.add(measurer.measure(contender, rounds, count, check));
        }
        trials.addAll(measured);
        return true;
    }

    private void noteLeftOut(Contender contender) {
        notes.add(
                "%s is left out: the budget of %s is too short for so many engines"
                        .formatted(contender, budgetText()));
    }

    private MeasuredEvidence evidence() {
        List<Contender> contenders = new ArrayList<>(rates.keySet());
        List<EngineFigures> rows = new FiguresFromTrials(trials, answers).of(contenders);
        double rate = plan.job.rate().map(EngineSurvey::perSecond).orElse(0.0);
        return new MeasuredEvidence(cores, rate, measuredNanos(), failing, watched, rows);
    }

    /** How long an input takes on one lane: by the rounds, or by the pilot before there is one. */
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

    private void noteRounds() {
        if (failing.isEmpty() && rounds < plan.rounds) {
            notes.add(
                    "only %d rounds fit the budget of %s: the spread is rough"
                            .formatted(rounds, budgetText()));
        }
    }

    private String budgetText() {
        return Amounts.time(plan.budget);
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
        plan.progress.accept(
                new ChooseStep(
                        phase, contender.text(), round, of, share, Duration.ofNanos(elapsed())));
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
