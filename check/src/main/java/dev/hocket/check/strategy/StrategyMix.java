package dev.hocket.check.strategy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strategies by name, and the mix that is used unless one is named. */
public final class StrategyMix {
    static final List<String> NAMES = List.of("mix", "random", "pct", "pos", "fair", "exhaustive");

    private static final int ENUMERATED = 20_000;

    /** With more threads than that nothing is enumerated in the mix. */
    private static final int MOST_ENUMERATED = 16;

    private final List<Strategy> first = new ArrayList<>();
    private final List<Strategy> then = new ArrayList<>();
    private @Nullable ExhaustiveStrategy exhaustive;

    /** For many threads, all of which are there before the first one ends. */
    private final List<Strategy> together =
            List.of(
                    new StartTogetherStrategy(new RandomWalkStrategy(0)),
                    new StartTogetherStrategy(new PosStrategy()));

    private boolean hasMany;

    private StrategyMix() {}

    /**
     * The strategies that a name stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static StrategyMix named(String name) {
        StrategyMix all = new StrategyMix();
        switch (name) {
            case "mix" -> all.mix();
            case "random" -> all.then.add(new RandomWalkStrategy(0));
            case "pct" -> all.addPct();
            case "pos" -> all.then.add(new PosStrategy());
            case "exhaustive" -> all.exhaustive = new ExhaustiveStrategy();
            case "fair" -> {
                all.addFair(all.first);
                all.then.add(RoundRobinStrategy.afterRandomLead(6));
            }
            default ->
                    throw new IllegalArgumentException(
                            "There is no strategy '"
                                    + name
                                    + "'. Strategies are "
                                    + String.join(", ", NAMES)
                                    + ".");
        }
        return all;
    }

    private void mix() {
        addFair(first);
        for (int quantum = 1; quantum <= 3; quantum++) {
            first.add(new StartTogetherStrategy(new RoundRobinStrategy(quantum)));
        }
        exhaustive = new ExhaustiveStrategy();
        then.add(new RandomWalkStrategy(0));
        addPct();
        then.add(new PosStrategy());
        then.add(new RandomWalkStrategy(0.9));
        then.add(RoundRobinStrategy.afterRandomLead(3));
        then.add(new StartTogetherStrategy(new RandomWalkStrategy(0)));
    }

    private void addPct() {
        then.add(new PctStrategy(1));
        then.add(new PctStrategy(2));
        then.add(new PctStrategy(4));
    }

    private void addFair(List<Strategy> to) {
        for (int quantum = 1; quantum <= 6; quantum++) {
            to.add(new RoundRobinStrategy(quantum));
        }
    }

    /**
     * The strategy of the schedule with this number, from 0. It depends on the number alone, and on
     * whether the enumeration has come to its end.
     */
    public Strategy of(long schedule) {
        if (schedule < first.size()) {
            return first.get((int) schedule);
        }
        long number = schedule - first.size();
        ExhaustiveStrategy all = exhaustive;
        if (all != null && then.isEmpty()) {
            return all.exhausted() ? first() : all;
        }
        if (all != null && isEnumerated(number)) {
            return hasMany ? ofMany(number) : all.exhausted() ? ofSpare(number) : all;
        }
        return then.get(drawn(number));
    }

    /** Instead of the enumeration, when there is nothing left of it: what has no memory. */
    private Strategy ofSpare(long number) {
        List<Strategy> forgetful = then.stream().filter(each -> !isLearning(each)).toList();
        return forgetful.get((int) (number / 2 % forgetful.size()));
    }

    /** Instead of the enumeration, where there are too many threads for it to get anywhere. */
    private Strategy ofMany(long number) {
        return together.get((int) (number / 2 % together.size()));
    }

    /** Learns from the first schedule how many threads there are. */
    public void expect(int threads) {
        hasMany = threads > MOST_ENUMERATED && !then.isEmpty();
    }

    private int drawn(long number) {
        boolean everySecond = exhaustive != null && number < ENUMERATED;
        return (int) ((everySecond ? number / 2 : number) % then.size());
    }

    /** It takes from one of its schedules what it does in the next. */
    private static boolean isLearning(Strategy strategy) {
        return strategy instanceof PctStrategy;
    }

    /**
     * Which of several JVMs runs the schedule with this number, from 0 to {@code count - 1}, so
     * that each strategy that learns is in one of them with all of its schedules. The first one
     * enumerates, which takes half of the schedules.
     */
    public int owner(long schedule, int count) {
        long number = schedule - first.size();
        if (count == 1 || number < 0 || then.isEmpty()) {
            return 0;
        }
        if (exhaustive != null && isEnumerated(number)) {
            return hasMany ? (int) (number / 2 % count) : 0;
        }
        if (isLearning(then.get(drawn(number)))) {
            return 1;
        }
        return exhaustive != null && number < ENUMERATED
                ? 1 + (int) (number / 2 % (count - 1))
                : (int) (number % count);
    }

    /** What the strategies have learned, to go on elsewhere with {@link #restore}. */
    public List<Integer> memory() {
        List<Integer> memory = new ArrayList<>();
        for (Strategy strategy : then) {
            if (strategy instanceof PctStrategy pct) {
                memory.add(pct.longest());
            }
        }
        return memory;
    }

    /** Goes on with what the same strategies have learned elsewhere. */
    public void restore(List<Integer> memory) {
        int i = 0;
        for (Strategy strategy : then) {
            if (strategy instanceof PctStrategy pct) {
                pct.learn(memory.get(i++));
            }
        }
    }

    private static Strategy first() {
        return new RoundRobinStrategy(1);
    }

    /**
     * In the mix every second schedule enumerates; after a while only every tenth does, as most
     * tests are too large.
     */
    private static boolean isEnumerated(long number) {
        return number < ENUMERATED ? number % 2 == 1 : number % 10 == 1;
    }

    /** Every interleaving has been tried. */
    public boolean complete() {
        return exhaustive != null && exhaustive.complete();
    }

    /** There is nothing left to try that was not. */
    public boolean exhausted() {
        return exhaustive != null
                && exhaustive.exhausted()
                && (then.isEmpty() || exhaustive.complete());
    }

    /**
     * A schedule did not come to its end, so not every interleaving can be said to have been tried.
     */
    public void endless() {
        if (exhaustive != null) {
            exhaustive.spoil();
        }
    }
}
