package dev.hocket.check;

import java.util.ArrayList;
import java.util.List;

/** The strategies by name, and the mix that is used unless one is named. */
final class Strategies {
    static final List<String> NAMES = List.of("mix", "random", "pct", "pos", "fair", "exhaustive");

    private final List<Strategy> first = new ArrayList<>();
    private final List<Strategy> then = new ArrayList<>();

    private Strategies() {}

    /**
     * The strategies that a name stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    static Strategies named(String name) {
        Strategies all = new Strategies();
        switch (name) {
            case "mix" -> all.mix();
            case "random" -> all.then.add(new RandomWalk(0));
            case "pct" -> all.addPct();
            case "pos" -> all.then.add(new Pos());
            case "fair" -> {
                all.addFair(all.first);
                all.then.add(RoundRobin.afterRandomLead(6));
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
        then.add(new RandomWalk(0));
        addPct();
        then.add(new Pos());
        then.add(new RandomWalk(0.9));
        then.add(RoundRobin.afterRandomLead(3));
    }

    private void addPct() {
        then.add(new Pct(1));
        then.add(new Pct(2));
        then.add(new Pct(4));
    }

    private void addFair(List<Strategy> to) {
        for (int quantum = 1; quantum <= 6; quantum++) {
            to.add(new RoundRobin(quantum));
        }
    }

    /** The strategy of the schedule with this number, from 0. */
    Strategy of(long schedule) {
        if (schedule < first.size()) {
            return first.get((int) schedule);
        }
        return then.get((int) ((schedule - first.size()) % then.size()));
    }
}
