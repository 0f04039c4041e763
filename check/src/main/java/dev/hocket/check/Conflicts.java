package dev.hocket.check;

import org.jspecify.annotations.Nullable;

/** Whether the order of two operations can matter. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
final class Conflicts {
    private Conflicts() {}

    static boolean between(Fiber a, Fiber b) {
        return of(a.operation, a.target, a.slot, b.operation, b.target, b.slot);
    }

    static boolean of(
            Operation a,
            @Nullable Object target,
            int slot,
            Operation b,
            @Nullable Object otherTarget,
            int otherSlot) {
        if (target == null || target != otherTarget) {
            return false;
        }
        boolean reads = a == Operation.READ && b == Operation.READ;
        return !reads && slot == otherSlot;
    }
}
