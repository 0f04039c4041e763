package dev.hocket.docs;

import java.util.List;

/** Whether an output is what a page shows: a line {@code ...} stands for any lines, or none. */
final class ShownOutput {
    private static final String ANY = "...";

    private ShownOutput() {}

    static boolean matches(List<String> shown, List<String> printed) {
        return from(
                shown.stream().map(VaryingFigures::mask).toList(),
                printed.stream().map(VaryingFigures::mask).toList());
    }

    private static boolean from(List<String> shown, List<String> printed) {
        if (shown.isEmpty()) {
            return printed.isEmpty();
        }
        List<String> rest = shown.subList(1, shown.size());
        if (shown.getFirst().equals(ANY)) {
            for (int taken = 0; taken <= printed.size(); taken++) {
                if (from(rest, printed.subList(taken, printed.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !printed.isEmpty()
                && shown.getFirst().equals(printed.getFirst())
                && from(rest, printed.subList(1, printed.size()));
    }
}
