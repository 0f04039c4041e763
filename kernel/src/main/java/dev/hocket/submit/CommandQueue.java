package dev.hocket.submit;

import dev.hocket.spi.LanePool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands that no lane has begun, in the order of submission. Commands that a task of the
 * engine submitted, and for which it may wait, can also be found by that task's thread. Requires
 * the executor's lock.
 */
final class CommandQueue {
    /** A command that a task of the engine handed in. */
    static final class Nested {
        private final Runnable command;
        private final Runnable inPlace;
        private final Thread submitter;

        /** How many commands from outside were handed in before it. */
        private final long after;

        Nested(Runnable command, Thread submitter, long after) {
            this.command = command;
            this.inPlace = LanePool.inPlace(command);
            this.submitter = submitter;
            this.after = after;
        }

        /** The command as a thread runs it on behalf of the task that handed it in. */
        Runnable inPlace() {
            return inPlace;
        }
    }

    private final ArrayDeque<Runnable> outer = new ArrayDeque<>();
    private final LinkedHashSet<Nested> nested = new LinkedHashSet<>();

    @SuppressWarnings("IdentityHashMapUsage") // a thread is who it is
    private final Map<Thread, ArrayDeque<Nested>> bySubmitter = new IdentityHashMap<>();

    /** How many commands from outside were handed in, and taken. */
    private long added;

    private long taken;

    boolean isEmpty() {
        return outer.isEmpty() && nested.isEmpty();
    }

    int size() {
        return outer.size() + nested.size();
    }

    /** Whether there are commands that tasks of the engine handed in. */
    boolean hasNested() {
        return !nested.isEmpty();
    }

    /** Whether the task of a thread handed in commands that are still here. */
    boolean hasNested(Thread submitter) {
        return bySubmitter.containsKey(submitter);
    }

    /** The threads whose tasks handed in commands that are still here. */
    Collection<Thread> submitters() {
        return new ArrayList<>(bySubmitter.keySet());
    }

    /** Adds a command from outside. */
    void add(Runnable command) {
        outer.add(command);
        added++;
    }

    /** Adds a command that the task of a thread handed in. */
    Nested add(Runnable command, Thread submitter) {
        Nested one = new Nested(command, submitter, added);
        nested.add(one);
        bySubmitter.computeIfAbsent(submitter, _ -> new ArrayDeque<>()).add(one);
        return one;
    }

    /** A command that need not be run any more. */
    void forget(Nested one) {
        if (nested.contains(one)) {
            remove(one);
        }
    }

    /** Puts back what was taken last. */
    void putBack(Runnable command) {
        outer.addFirst(command);
        taken--;
    }

    /** Puts back what was taken by its submitter. */
    void putBack(Nested one) {
        nested.addFirst(one);
        bySubmitter.computeIfAbsent(one.submitter, _ -> new ArrayDeque<>()).addFirst(one);
    }

    /** The next command, or null. */
    @Nullable Runnable poll() {
        if (!nested.isEmpty()) {
            Nested first = nested.getFirst();
            if (first.after <= taken) {
                remove(first);
                return first.command;
            }
        }
        Runnable next = outer.poll();
        if (next != null) {
            taken++;
        }
        return next;
    }

    /** The next command that the task of a thread handed in, or null. */
    @Nullable Nested poll(Thread submitter) {
        ArrayDeque<Nested> own = bySubmitter.get(submitter);
        Nested next = own == null ? null : own.peek();
        if (next != null) {
            remove(next);
        }
        return next;
    }

    private void remove(Nested one) {
        nested.remove(one);
        ArrayDeque<Nested> own = bySubmitter.get(one.submitter);
        if (own != null) {
            own.remove(one); // mostly its first
            if (own.isEmpty()) {
                bySubmitter.remove(one.submitter);
            }
        }
    }

    /** Takes out all of them, in their order. */
    List<Runnable> drain() {
        List<Runnable> all = new ArrayList<>(size());
        for (Runnable next = poll(); next != null; next = poll()) {
            all.add(next);
        }
        return all;
    }
}
