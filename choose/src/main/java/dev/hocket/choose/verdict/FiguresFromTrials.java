package dev.hocket.choose.verdict;

import dev.hocket.choose.Agreement;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.MedianInterval;
import dev.hocket.choose.measure.AnswerComparison;
import dev.hocket.choose.measure.Contender;
import dev.hocket.choose.measure.TimedBatch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Makes rows out of trials: medians, and ratios within each round. */
public final class FiguresFromTrials {
    private final List<TimedBatch> trials;
    private final AnswerComparison answers;

    public FiguresFromTrials(List<TimedBatch> trials, AnswerComparison answers) {
        this.trials = trials;
        this.answers = answers;
    }

    /** One row for each contender, in their order; the first is the one compared with. */
    public List<EngineFigures> of(List<Contender> contenders) {
        String baseline = contenders.getFirst().text();
        String best =
                contenders.stream()
                        .map(Contender::text)
                        .filter(name -> answers.of(name) != Agreement.DIFFERENT)
                        .max(Comparator.comparingDouble(name -> rates(name).median()))
                        .orElse(baseline);
        return contenders.stream().map(each -> row(each, baseline, best)).toList();
    }

    private EngineFigures row(Contender contender, String baseline, String best) {
        String name = contender.text();
        List<TimedBatch> mine = of(name);
        double p99 = median(mine, TimedBatch::p99);
        boolean timed = mine.stream().allMatch(trial -> trial.p99() >= 0);
        return new EngineFigures(
                name,
                contender.width(),
                mine.size(),
                rates(name),
                ratios(name, baseline),
                ratios(name, best),
                timed ? Optional.of(Duration.ofNanos((long) p99)) : Optional.empty(),
                median(mine, TimedBatch::busyCores),
                median(mine, TimedBatch::wantedCores),
                (long) median(mine, trial -> trial.used().heap()),
                answers.of(name));
    }

    private List<TimedBatch> of(String name) {
        return trials.stream().filter(trial -> trial.engine().equals(name)).toList();
    }

    private MedianInterval rates(String name) {
        return MedianInterval.ofMedian(
                of(name).stream().mapToDouble(TimedBatch::perSecond).toArray());
    }

    /** How many times as fast as another in the same round: what slows both cancels out. */
    private MedianInterval ratios(String name, String other) {
        if (name.equals(other)) {
            return new MedianInterval(1, 1, 1, 1);
        }
        Map<Integer, Double> others = new TreeMap<>();
        of(other).forEach(trial -> others.put(trial.round(), trial.perSecond()));
        return MedianInterval.ofMedian(
                of(name).stream()
                        .filter(trial -> others.containsKey(trial.round()))
                        .mapToDouble(trial ->
                                trial.perSecond() / others.getOrDefault(trial.round(), Double.NaN))
                        .toArray());
    }

    private static double median(List<TimedBatch> trials, ToDoubleFunction<TimedBatch> of) {
        return MedianInterval.ofMedian(trials.stream().mapToDouble(of).toArray()).median();
    }
}
