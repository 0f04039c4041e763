package dev.hocket.check.report;

import dev.hocket.check.SwitchReason;
import dev.hocket.check.TraceStep;
import java.util.ArrayList;
import java.util.List;

/** What repeats at the end of a schedule that has none: one round of it is enough to be shown. */
public final class EndlessRound {
    /** The most steps that are shown of what does not end. */
    private static final int MOST = 40;

    private static final int WITHOUT_ROUND = 24;

    private EndlessRound() {}

    /** The last round, which says so at its end; the last steps where there are no rounds. */
    static List<TraceStep> last(List<TraceStep> all) {
        int size = all.size();
        int period = 0;
        while (size > all.size() / 2 && period == 0) {
            period = period(all.subList(0, size--));
        }
        if (period == 0) {
            List<TraceStep> last = all.subList(Math.max(0, all.size() - WITHOUT_ROUND), all.size());
            return last.size() == all.size() ? all : ending(last, "and so on, without an end");
        }
        return round(all.subList(0, size + 1), period);
    }

    /** The last of the rounds, from where a thread begins its turn. */
    private static List<TraceStep> round(List<TraceStep> steps, int period) {
        int size = steps.size();
        int from = size - period;
        for (int i = size - 2 * period + 1; i < size - period; i++) {
            boolean begins = steps.get(i).thread() != steps.get(i - 1).thread();
            boolean inside = steps.get(from).thread() == steps.get(from - 1).thread();
            if (begins && (inside || steps.get(i).thread() < steps.get(from).thread())) {
                from = i;
            }
        }
        return ending(steps.subList(from, from + period), "and again from step 1, without an end");
    }

    private static List<TraceStep> ending(List<TraceStep> steps, String how) {
        List<TraceStep> all = new ArrayList<>();
        steps.forEach(step -> all.add(byTurns(step)));
        TraceStep last = all.getLast();
        all.set(
                all.size() - 1,
                new TraceStep(
                        last.thread(),
                        last.operation(),
                        last.value(),
                        last.location(),
                        last.source(),
                        how,
                        SwitchReason.NONE));
        return all;
    }

    /** That a thread is preempted is no news where all go on by turns. */
    private static TraceStep byTurns(TraceStep step) {
        return new TraceStep(
                step.thread(),
                step.operation(),
                step.value(),
                step.location(),
                step.source(),
                step.effect(),
                SwitchReason.NONE);
    }

    /** After how many steps the last ones repeat, or 0. */
    private static int period(List<TraceStep> steps) {
        for (int period = 1; period <= Math.min(MOST, steps.size() / 3); period++) {
            if (repeats(steps, period)) {
                return period;
            }
        }
        return 0;
    }

    private static boolean repeats(List<TraceStep> steps, int period) {
        int size = steps.size();
        for (int i = size - 2 * period; i < size; i++) {
            if (!same(steps.get(i), steps.get(i - period))) {
                return false;
            }
        }
        return true;
    }

    /** The same but for values, which may count. */
    private static boolean same(TraceStep one, TraceStep other) {
        return one.thread() == other.thread()
                && one.location().equals(other.location())
                && one.operation().equals(other.operation());
    }
}
