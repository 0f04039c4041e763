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
        if (parking(a, b) || parking(b, a)) {
            return true;
        }
        if (a.target == null || a.target != b.target || !meet(a.slot, b.slot)) {
            return false;
        }
        return a.operation != Operation.READ || b.operation != Operation.READ;
    }

    /** An object that is called or locked is one thing; its monitor's slot is -1. */
    private static boolean meet(int one, int other) {
        return one == Handles.ALL
                || other == Handles.ALL
                || one == other
                || (one <= 0 && other <= 0);
    }

    /** A thread may be unparked whatever it waits for. */
    private static boolean parking(Fiber a, Fiber b) {
        return a.operation == Operation.PARK && b.target == Calls.PARKING;
    }

    /** Interrupting can end whatever the other does. */
    private static boolean everything(Operation operation) {
        return operation == Operation.INTERRUPT;
    }
}
