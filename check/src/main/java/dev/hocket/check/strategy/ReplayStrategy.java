package dev.hocket.check.strategy;

import dev.hocket.check.Schedule;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Follows a schedule. After its last turn each thread runs until it ends, blocks or yields, one
 * after the other. Where a thread cannot take its turn, the next turn comes, and {@link #diverged}
 * says so.
 */
public final class ReplayStrategy implements Strategy {
    private final List<Schedule.Turn> turns;
    private final RoundRobinStrategy rest;
    private int turn;
    private int done;

    /** The first turn that could not be taken, from 1, or 0. */
    private int refused;

    private final boolean exact;

    /** What was fair is played back as it was. */
    public ReplayStrategy(Schedule schedule) {
        this(schedule.turns(), true, Integer.MAX_VALUE);
    }

    private ReplayStrategy(List<Schedule.Turn> turns, boolean exact, int quantum) {
        this.turns = turns;
        this.exact = exact;
        this.rest = new RoundRobinStrategy(quantum);
    }

    /** Of turns that nobody has taken yet. */
    public static ReplayStrategy tried(List<Schedule.Turn> turns) {
        return new ReplayStrategy(turns, false, Integer.MAX_VALUE);
    }

    /** Of turns that nobody has taken yet, and fair ones from there on. */
    public static ReplayStrategy fairAfter(List<Schedule.Turn> turns) {
        return new ReplayStrategy(turns, false, 1);
    }

    @Override
    public void begin(RandomGenerator random) {
        rest.begin(random);
        turn = 0;
        done = 0;
        refused = 0;
    }

    @Override
    public boolean fair() {
        return exact && turn < turns.size();
    }

    @Override
    public boolean anyTime() {
        return turn < turns.size();
    }

    @Override
    public boolean heedsYields() {
        return false;
    }

    @Override
    public Candidate next(Candidates candidates) {
        while (turn < turns.size()) {
            Schedule.Turn wanted = turns.get(turn);
            if (done < wanted.steps()) {
                for (int i = 0; i < candidates.size(); i++) {
                    if (candidates.get(i).number == wanted.thread()) {
                        done++;
                        return candidates.get(i);
                    }
                }
                refused = refused == 0 ? turn + 1 : refused;
            }
            turn++;
            done = 0;
        }
        return rest.next(candidates);
    }

    /** Whether a thread could not take a turn, or turns are left over. */
    public boolean diverged() {
        return refused > 0 || turn < turns.size() - 1;
    }

    /** What was not as the schedule has it, if {@link #diverged}, as part of a sentence. */
    public String divergence() {
        return refused > 0
                ? "thread "
                        + turns.get(refused - 1).thread()
                        + " cannot take its turn, number "
                        + refused
                        + " of "
                        + turns.size()
                : "all threads had ended or waited after turn "
                        + (turn + 1)
                        + " of "
                        + turns.size();
    }
}
