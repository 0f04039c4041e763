package dev.hocket.check;

/** Whether the order of two pending steps can matter. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
final class Conflicts {
    private Conflicts() {}

    static boolean between(Fiber a, Fiber b) {
        if (everything(a.operation) || everything(b.operation)) {
            return true;
        }
        if (a.operation == Operation.START && b.operation == Operation.START) {
            return true;
        }
        if (a.target == null || a.target != b.target || a.slot != b.slot) {
            return false;
        }
        return a.operation != Operation.READ || b.operation != Operation.READ;
    }

    /** Interrupting can end whatever the other does. */
    private static boolean everything(Operation operation) {
        return operation == Operation.INTERRUPT;
    }
}
