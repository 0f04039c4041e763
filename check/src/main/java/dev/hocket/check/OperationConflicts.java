package dev.hocket.check;

/** Whether the order of two pending steps can matter. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
final class OperationConflicts {
    private OperationConflicts() {}

    static boolean between(Fiber a, Fiber b) {
        if (everything(a.operation) || everything(b.operation)) {
            return true;
        }
        if (a.operation == ThreadOperation.START && b.operation == ThreadOperation.START) {
            return true;
        }
        if (parking(a, b) || parking(b, a)) {
            return true;
        }
        if (a.target == null || a.target != b.target || !meet(a.slot, b.slot)) {
            return false;
        }
        return a.operation != ThreadOperation.READ || b.operation != ThreadOperation.READ;
    }

    /** An object that is called or locked is one thing; its monitor's slot is -1. */
    private static boolean meet(int one, int other) {
        return one == HandleVariable.ALL
                || other == HandleVariable.ALL
                || one == other
                || (one <= 0 && other <= 0);
    }

    /** A thread may be unparked whatever it waits for. */
    private static boolean parking(Fiber a, Fiber b) {
        return a.operation == ThreadOperation.PARK && b.target == LibraryCalls.PARKING;
    }

    /** Interrupting can end whatever the other does. */
    private static boolean everything(ThreadOperation operation) {
        return operation == ThreadOperation.INTERRUPT;
    }
}
