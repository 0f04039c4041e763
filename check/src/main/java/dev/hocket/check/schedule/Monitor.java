package dev.hocket.check.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of an object's monitor: owner, depth, and who waits on it. A {@code notify} does not
 * choose whom it wakes. It leaves a call that any thread waiting at that moment may answer; which
 * of them does is a matter of the schedule alone.
 */
public final class Monitor {
    public final Object object;
    public @Nullable Fiber owner;
    int depth;
    final List<Fiber> waiting = new ArrayList<>(2);
    private final Deque<List<Fiber>> calls = new ArrayDeque<>(2);

    Monitor(Object object) {
        this.object = object;
    }

    boolean freeFor(Fiber fiber) {
        return owner == null || owner == fiber;
    }

    void take(Fiber fiber, int times) {
        owner = fiber;
        depth += times;
        if (depth == times) {
            fiber.held.add(object);
        }
    }

    void release(Fiber fiber) {
        if (--depth == 0) {
            owner = null;
            fiber.held.remove(fiber.held.lastIndexOf(object));
        }
    }

    /** Gives the monitor up for a wait; what comes back is the depth to restore. */
    int releaseAll(Fiber fiber) {
        int times = depth;
        depth = 1;
        release(fiber);
        return times;
    }

    /** There are never more calls than threads that could answer them. */
    void call(boolean all) {
        if (all) {
            calls.clear();
        }
        int wanted = all ? waiting.size() : Math.min(waiting.size(), calls.size() + 1);
        while (calls.size() < wanted) {
            calls.add(new ArrayList<>(waiting));
        }
    }

    boolean wakes(Fiber fiber, boolean regardless) {
        return owner == null && (regardless || called(fiber));
    }

    private boolean called(Fiber fiber) {
        for (List<Fiber> call : calls) {
            if (call.contains(fiber)) {
                return true;
            }
        }
        return false;
    }

    /** The fiber leaves the wait; true if it answers a call. */
    boolean leave(Fiber fiber) {
        waiting.remove(fiber);
        boolean answered = false;
        for (var all = calls.iterator(); all.hasNext(); ) {
            List<Fiber> call = all.next();
            boolean mine = call.remove(fiber);
            if ((mine && !answered) || call.isEmpty()) {
                all.remove();
                answered |= mine;
            }
        }
        return answered;
    }
}
