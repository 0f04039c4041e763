package dev.hocket.check;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a schedule shorter that shows a problem: leaves turns out, joins a thread's turns, and
 * keeps what still shows the same with fewer switches, until nothing can be left out or time is up.
 */
final class Shrinker {
    private static final int MOST_RUNS = 4_000;
    private static final int SAMPLES = 1_000;
    private static final long MOST_NANOS = 1_500_000_000L;

    private final Trial trial;
    private final Diagnosis wanted;
    private final long until = System.nanoTime() + MOST_NANOS;
    private int runs;
    private Schedule best;

    Shrinker(Trial trial, Diagnosis wanted, Schedule schedule) {
        this.trial = trial;
        this.wanted = wanted;
        this.best = schedule;
    }

    Schedule shrink() {
        cutTail();
        greedy();
        if (sample()) {
            greedy();
        }
        return best;
    }

    private void greedy() {
        boolean better = true;
        while (better && left()) {
            better = false;
            for (int i = best.turns().size() - 1; i >= 0 && left(); i--) {
                if (i < best.turns().size() && (without(i) || joined(i) || later(i))) {
                    better = true;
                }
            }
        }
    }

    /** Schedules of few switches that happen to show the same may be better to start from. */
    private boolean sample() {
        Strategy[] calm = {new Pct(0), new Pct(1), new RandomWalk(0.9), new Pct(2)};
        boolean better = false;
        for (int i = 0; i < SAMPLES && best.switches() > 1 && left(); i++) {
            runs++;
            Trial.Run run = trial.run(calm[i % calm.length], i, null);
            Schedule taken = run.scheduler().schedule();
            if (wanted.equals(run.diagnosis()) && taken.switches() < best.switches()) {
                best = taken;
                better = true;
            }
        }
        return better;
    }

    private boolean left() {
        return runs < MOST_RUNS && System.nanoTime() < until;
    }

    /** The shortest beginning after which all goes wrong by itself, by halving. */
    private void cutTail() {
        int low = 0;
        int high = best.turns().size();
        List<Schedule.Turn> turns = best.turns();
        while (low < high && left()) {
            int middle = (low + high) >>> 1;
            if (shows(turns.subList(0, middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        accept(turns.subList(0, Math.min(high, turns.size())));
    }

    private boolean without(int i) {
        List<Schedule.Turn> turns = new ArrayList<>(best.turns());
        turns.remove(i);
        return accept(turns);
    }

    /** The thread's next turn is taken together with this one. */
    private boolean joined(int i) {
        List<Schedule.Turn> turns = new ArrayList<>(best.turns());
        Schedule.Turn turn = turns.get(i);
        for (int j = i + 1; j < turns.size(); j++) {
            Schedule.Turn next = turns.get(j);
            if (next.thread() == turn.thread()) {
                turns.remove(j);
                turns.set(i, new Schedule.Turn(turn.thread(), turn.steps() + next.steps()));
                return accept(turns);
            }
        }
        return false;
    }

    /** This turn is taken together with the thread's next one. */
    private boolean later(int i) {
        List<Schedule.Turn> turns = new ArrayList<>(best.turns());
        Schedule.Turn turn = turns.get(i);
        for (int j = i + 1; j < turns.size(); j++) {
            Schedule.Turn next = turns.get(j);
            if (next.thread() == turn.thread()) {
                turns.set(j, new Schedule.Turn(turn.thread(), turn.steps() + next.steps()));
                turns.remove(i);
                return accept(turns);
            }
        }
        return false;
    }

    private boolean shows(List<Schedule.Turn> turns) {
        runs++;
        return wanted.equals(trial.run(new Playback(new Schedule(turns)), 0, null).diagnosis());
    }

    private boolean accept(List<Schedule.Turn> turns) {
        runs++;
        Trial.Run run = trial.run(new Playback(new Schedule(turns)), 0, null);
        Schedule taken = run.scheduler().schedule();
        if (wanted.equals(run.diagnosis()) && taken.switches() < best.switches()) {
            best = taken;
            return true;
        }
        return false;
    }
}
