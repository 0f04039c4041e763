package dev.hocket.check.strategy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strategies by name, and the mix that is used unless one is named. */
public final class StrategyMix {
    static final List<String> NAMES = List.of("mix", "random", "pct", "pos", "fair", "exhaustive");

    private static final int ENUMERATED = 20_000;

    private final List<Strategy> first = new ArrayList<>();
    private final List<Strategy> then = new ArrayList<>();
    private @Nullable ExhaustiveStrategy exhaustive;
    private int drawn;

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

    /** The strategy of the schedule with this number, from 0; asked for one after the other. */
    public Strategy of(long schedule) {
        if (schedule < first.size()) {
            return first.get((int) schedule);
        }
        long number = schedule - first.size();
        ExhaustiveStrategy all = exhaustive;
        if (all != null && !all.exhausted() && (then.isEmpty() || turn(number))) {
            return all;
        }
        return then.isEmpty() ? first() : then.get(drawn++ % then.size());
    }

    private static Strategy first() {
        return new RoundRobinStrategy(1);
    }

    /**
     * In the mix every second schedule enumerates; after a while only every tenth does, as most
     * tests are too large.
     */
    private static boolean turn(long number) {
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
