package dev.hocket.check.strategy;

/** Whether the order of two pending steps can matter. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class OperationConflicts {
    /** Stands for all that executors, futures and streams share. */
    public static final Object TASKS = new Object();

    /** Stands for all of parking and unparking. */
    public static final String PARKING = "java.util.concurrent.locks.LockSupport";

    /** The slot that stands for all of an object. */
    public static final int ALL_SLOTS = -2;

    private OperationConflicts() {}

    static boolean between(Candidate a, Candidate b) {
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
        return one == ALL_SLOTS || other == ALL_SLOTS || one == other || (one <= 0 && other <= 0);
    }

    /** A thread may be unparked whatever it waits for. */
    private static boolean parking(Candidate a, Candidate b) {
        return a.operation == ThreadOperation.PARK && b.target == PARKING;
    }

    /** Interrupting can end whatever the other does. */
    private static boolean everything(ThreadOperation operation) {
        return operation == ThreadOperation.INTERRUPT;
    }
}
