package dev.hocket.check.report;

import dev.hocket.check.SwitchReason;
import dev.hocket.check.TraceStep;
import java.util.ArrayList;
import java.util.List;

/** The steps that a report shows: the last ones, and before them those that explain the end. */
final class ShownSteps {
    /** A step, and whether it is shown however long ago it was. */
    private record Shown(TraceStep step, boolean explains) {}

    private final List<Shown> all = new ArrayList<>();

    void add(TraceStep step, boolean explains) {
        all.add(new Shown(step, explains));
    }

    /** At most that many, with a row in the place of the last ones that are left out. */
    List<TraceStep> last(int most) {
        int tooMany = all.size() - most;
        List<TraceStep> steps = new ArrayList<>();
        int left = 0;
        for (Shown shown : all) {
            boolean dropped = left < tooMany && !shown.explains();
            if (dropped) {
                left++;
            } else {
                if (left > 0 && left == tooMany) {
                    steps.add(leftOut(shown.step().thread(), left));
                    tooMany = 0;
                }
                steps.add(shown.step());
            }
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
