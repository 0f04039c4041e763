package dev.hocket.check.explore;

import dev.hocket.check.FindingKind;
import dev.hocket.check.Schedule;
import dev.hocket.check.diagnosis.Diagnosis;
import dev.hocket.check.diagnosis.ScheduleRun;
import dev.hocket.check.schedule.Scheduler;
import dev.hocket.check.strategy.PctStrategy;
import dev.hocket.check.strategy.RandomWalkStrategy;
import dev.hocket.check.strategy.ReplayStrategy;
import dev.hocket.check.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a schedule shorter that shows a problem: leaves turns out, joins a thread's turns, and
 * keeps what still shows the same with fewer switches, until nothing can be left out or enough was
 * tried: that is counted in steps, so that what comes of it does not depend on the machine. Where a
 * schedule does not end, that is done to what leads to the fair turns that it goes on by.
 */
public final class ScheduleShrinker {
    private static final int MOST_RUNS = 4_000;
    private static final int SAMPLES = 1_000;
    private static final long MOST_WORK = 2_000_000;

    /** Only where steps take far longer than they should is time a limit. */
    private static final long MOST_NANOS = 10_000_000_000L;

    private final ScheduleRunner trial;
    private final Diagnosis wanted;
    private final long until = System.nanoTime() + MOST_NANOS;
    private int runs;
    private long work;
    private final boolean endless;
    private Schedule best;

    /** The turns of the best that may be changed. */
    private List<Schedule.Turn> lead;

    ScheduleShrinker(ScheduleRunner trial, Diagnosis wanted, ScheduleRun shown) {
        this.trial = trial;
        this.wanted = wanted;
        this.endless = shown.end() == Scheduler.End.REPEATS;
        this.best = shown.scheduler().schedule();
        this.lead = lead(best);
    }

    Schedule shrink() {
        cutTail();
        greedy();
        if (sample()) {
            greedy();
        }
        if (wanted.kind() == FindingKind.LEFT_RUNNING) {
            plainly();
        }
        return best;
    }

    /** Threads that are left run by themselves: turns are of no use before the last half. */
    private void plainly() {
        ScheduleRun run = trial.run(ReplayStrategy.tried(lead), 0, null);
        Schedule taken = run.scheduler().schedule();
        if (shows(run) && taken.switches() < best.switches()) {
            best = taken;
        }
    }

    private void greedy() {
        boolean better = true;
        while (better && left()) {
            better = false;
            for (int i = lead.size() - 1; i >= 0 && left(); i--) {
                if (i < lead.size() && (without(i) || joined(i) || later(i))) {
                    better = true;
                }
            }
        }
    }

    /** Schedules of few switches that happen to show the same may be better to start from. */
    private boolean sample() {
        if (endless) {
            return false;
        }
        Strategy[] calm = {
            new PctStrategy(0), new PctStrategy(1), new RandomWalkStrategy(0.9), new PctStrategy(2)
        };
        boolean better = false;
        for (int i = 0; i < SAMPLES && lead.size() > 2 && left(); i++) {
            ScheduleRun run = run(calm[i % calm.length], i);
            better |= takes(run, run.scheduler().schedule().turns());
        }
        return better;
    }

    private boolean left() {
        return runs < MOST_RUNS && work < MOST_WORK && System.nanoTime() < until;
    }

    /** The shortest beginning after which all goes wrong by itself, by halving. */
    private void cutTail() {
        int low = 0;
        int high = lead.size();
        List<Schedule.Turn> turns = lead;
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
        List<Schedule.Turn> turns = new ArrayList<>(lead);
        turns.remove(i);
        return accept(turns);
    }

    /** The thread's next turn is taken together with this one. */
    private boolean joined(int i) {
        List<Schedule.Turn> turns = new ArrayList<>(lead);
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
        List<Schedule.Turn> turns = new ArrayList<>(lead);
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
        return shows(tried(turns));
    }

    private boolean shows(ScheduleRun run) {
        return wanted.equals(run.diagnosis()) && endless == (run.end() == Scheduler.End.REPEATS);
    }

    private ScheduleRun tried(List<Schedule.Turn> turns) {
        return run(endless ? ReplayStrategy.fairAfter(turns) : ReplayStrategy.tried(turns), 0);
    }

    private ScheduleRun run(Strategy strategy, long seed) {
        ScheduleRun run = trial.run(strategy, seed, null);
        runs++;
        work += (long) run.scheduler().steps * (20 + run.scheduler().fibers.size()) / 20;
        return run;
    }

    private boolean accept(List<Schedule.Turn> turns) {
        ScheduleRun run = tried(turns);
        return takes(run, endless ? turns : run.scheduler().schedule().turns());
    }

    /** Keeps a run that shows the same with fewer turns. */
    private boolean takes(ScheduleRun run, List<Schedule.Turn> turns) {
        boolean fewer = turns.size() < lead.size() && shows(run);
        if (fewer) {
            best = run.scheduler().schedule();
            lead = List.copyOf(turns);
        }
        return fewer;
    }

    /** Without the half that goes by fair turns anyway. */
    private List<Schedule.Turn> lead(Schedule schedule) {
        if (!endless) {
            return schedule.turns();
        }
        int steps = 0;
        List<Schedule.Turn> turns = new ArrayList<>();
        for (Schedule.Turn turn : schedule.turns()) {
            steps += turn.steps();
            if (steps > trial.bound / 2) {
                break;
            }
            turns.add(turn);
        }
        return turns;
    }
}
