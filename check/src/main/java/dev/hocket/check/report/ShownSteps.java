package dev.hocket.check.report;

import dev.hocket.check.SwitchReason;
import dev.hocket.check.TraceStep;
import java.util.ArrayList;
import java.util.List;

/** The steps that a report shows: the last ones, and before them those that explain the end. */
final class ShownSteps {
    /**
     * A step.
     *
     * @param iterated the collection through which it goes on, or empty
     * @param calls how many steps it stands for
     * @param explains whether it is shown however long ago it was
     */
    private record Shown(TraceStep step, String iterated, int calls, boolean explains) {}

    private final List<Shown> all = new ArrayList<>();

    /** Adds a step; it takes the place of the last one if both go through the same collection. */
    void add(TraceStep step, String iterated, boolean explains) {
        Shown last = all.isEmpty() ? null : all.getLast();
        if (last != null && !iterated.isEmpty() && last.iterated().equals(iterated)) {
            TraceStep before = last.step();
            if (before.thread() == step.thread()
                    && before.location().equals(step.location())
                    && before.effect().isEmpty()
                    && before.switched() == SwitchReason.NONE) {
                int calls = last.calls() + 1;
                all.removeLast();
                all.add(new Shown(iterating(step, iterated, calls), iterated, calls, explains));
                return;
            }
        }
        all.add(new Shown(step, iterated, 1, explains));
    }

    private static TraceStep iterating(TraceStep last, String over, int calls) {
        return new TraceStep(
                last.thread(),
                "iterates over " + over + " (" + calls + " calls)",
                last.value(),
                last.location(),
                last.source(),
                last.effect(),
                last.switched());
    }

    /** At most that many, with a row in the place of the last ones that are left out. */
    List<TraceStep> last(int most) {
        int tooMany = all.size() - most;
        List<TraceStep> steps = new ArrayList<>();
        int left = 0;
        for (Shown shown : all) {
            if (left < tooMany && !shown.explains()) {
                left++;
                continue;
            }
            if (left > 0 && left == tooMany) {
                steps.add(leftOut(shown.step().thread(), left));
                tooMany = 0;
            }
            steps.add(shown.step());
        }
        return steps;
    }

    private static TraceStep leftOut(int thread, int count) {
        return new TraceStep(
                thread,
                "(" + count + (count == 1 ? " step" : " steps") + " before this left out)",
                "",
                "",
                "",
                "",
                SwitchReason.NONE);
    }
}
