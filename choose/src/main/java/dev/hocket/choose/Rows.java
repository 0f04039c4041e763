package dev.hocket.choose;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Makes rows out of trials: medians, and ratios within each round. */
final class Rows {
    private final List<Trial> trials;
    private final Answers answers;

    Rows(List<Trial> trials, Answers answers) {
        this.trials = trials;
        this.answers = answers;
    }

    /** One row for each contender, in their order; the first is the one compared with. */
    List<Row> of(List<Contender> contenders) {
        String baseline = contenders.getFirst().text();
        String best =
                contenders.stream()
                        .map(Contender::text)
                        .filter(name -> answers.of(name) != Answer.DIFFERENT)
                        .max(Comparator.comparingDouble(name -> rates(name).median()))
                        .orElse(baseline);
        return contenders.stream().map(each -> row(each, baseline, best)).toList();
    }

    private Row row(Contender contender, String baseline, String best) {
        String name = contender.text();
        List<Trial> mine = of(name);
        double p99 = median(mine, Trial::p99);
        boolean timed = mine.stream().allMatch(trial -> trial.p99() >= 0);
        return new Row(
                name,
                contender.width(),
                mine.size(),
                rates(name),
                ratios(name, baseline),
                ratios(name, best),
                timed ? Optional.of(Duration.ofNanos((long) p99)) : Optional.empty(),
                median(mine, Trial::busyCores),
                median(mine, Trial::wantedCores),
                (long) median(mine, trial -> trial.used().heap()),
                answers.of(name));
    }

    private List<Trial> of(String name) {
        return trials.stream().filter(trial -> trial.engine().equals(name)).toList();
    }

    private Interval rates(String name) {
        return Interval.ofMedian(of(name).stream().mapToDouble(Trial::perSecond).toArray());
    }

    /** How many times as fast as another in the same round: what slows both cancels out. */
    private Interval ratios(String name, String other) {
        if (name.equals(other)) {
            return new Interval(1, 1, 1, 1);
        }
        Map<Integer, Double> others = new TreeMap<>();
        of(other).forEach(trial -> others.put(trial.round(), trial.perSecond()));
        return Interval.ofMedian(
                of(name).stream()
                        .filter(trial -> others.containsKey(trial.round()))
                        .mapToDouble(trial ->
                                trial.perSecond() / others.getOrDefault(trial.round(), Double.NaN))
                        .toArray());
    }

    private static double median(List<Trial> trials, ToDoubleFunction<Trial> of) {
        return Interval.ofMedian(trials.stream().mapToDouble(of).toArray()).median();
    }
}
