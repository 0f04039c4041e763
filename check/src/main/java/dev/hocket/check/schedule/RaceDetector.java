package dev.hocket.check.schedule;

import dev.hocket.check.strategy.OperationConflicts;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds data races by happens-before: FastTrack (Flanagan and Freund, PLDI 2009). The last write to
 * a variable and, while they are ordered, its last read are kept as epochs, one thread with one of
 * its clock's values; only reads that are concurrent with each other need a whole vector clock. An
 * access races with an earlier one whose epoch the accessing thread's clock does not know.
 *
 * <p>Monitors, volatile accesses, starting, joining, parking and interrupting make edges that are
 * exact. A call of a method of java.util.concurrent makes an edge in both directions with the
 * object it is called on, and the calls on executors and futures of all kinds with each other: more
 * order than there is in truth, so that no race is reported that is none; one that hides behind
 * such an edge in one schedule shows in another.
 */
public final class RaceDetector {
    /** The variable that stands for all elements of a list together. */
    private static final int ELEMENTS = -3;

    /** Methods that do not look at the elements. */
    private static final Set<String> OF_SIZE = Set.of("size", "isEmpty", "hasNext", "iterator");

    private final ShadowTable shadows;
    private @Nullable Race first;

    private final IgnoredRaces ignored;

    RaceDetector(ShadowTable shadows, IgnoredRaces ignored) {
        this.shadows = shadows;
        this.ignored = ignored;
    }

    /** The last accesses of a variable. */
    static final class Variable {
        private int writer = -1;
        private int written;
        private int writeSite;
        private int reader = -1;
        private int read;
        private int readSite;
        private @Nullable VectorClock readers;

        /** The place of each reader's last read, where there are several. */
        private @Nullable VectorClock readSites;

        private @Nullable VectorClock sync;

        /** Takes in what who wrote to it before, if it is volatile, knew. */
        void joinInto(VectorClock clock) {
            if (sync != null) {
                clock.join(sync);
            }
        }
    }

    /**
     * Two accesses that nothing orders.
     *
     * @param variable what both access
     * @param owner the object that has it, or the class
     * @param earlier the thread of the earlier one
     * @param earlierSite its place
     * @param earlierWrites whether it writes
     * @param later the thread of the later one
     * @param laterSite its place
     * @param laterWrites whether it writes
     */
    public record Race(
            String variable,
            Object owner,
            int earlier,
            int earlierSite,
            boolean earlierWrites,
            int later,
            int laterSite,
            boolean laterWrites) {
        /** The same for the same two places. */
        public String key() {
            return Math.min(earlierSite, laterSite) + "-" + Math.max(earlierSite, laterSite);
        }
    }

    @Nullable
    public Race race() {
        return first;
    }

    public void field(Fiber fiber, Object owner, HookSite site, boolean writes) {
        ShadowTable.Shadow shadow = shadows.of(owner);
        Variable variable = shadow.variable(site.slot());
        if (writes) {
            fiber.writes();
        }
        if (site.isVolatile()) {
            synchronize(fiber, variable, writes);
            Variable any = shadow.known(OperationConflicts.ALL_SLOTS);
            if (any != null) {
                synchronize(fiber, any, writes);
            }
        } else {
            access(fiber, variable, owner, site, writes, -1);
        }
    }

    public void element(
            Fiber fiber, Object array, int index, int length, HookSite site, boolean writes) {
        if (writes) {
            fiber.writes();
        }
        access(fiber, shadows.of(array).element(index, length), array, site, writes, index);
    }

    /** An access through a handle: it orders, whatever its mode; race reports do without it. */
    void handle(Fiber fiber, Object owner, int slot, boolean writes) {
        Variable variable = shadows.of(owner).variable(slot);
        synchronize(fiber, variable, false);
        if (writes) {
            synchronize(fiber, variable, true);
        }
    }

    /**
     * An access through a handle of which only the object is known: its volatile variables, however
     * they are accessed, order what comes before and after.
     */
    void anyOf(Fiber fiber, Object owner, boolean writes) {
        ShadowTable.Shadow shadow = shadows.of(owner);
        shadow.joinAll(fiber.clock);
        handle(fiber, owner, OperationConflicts.ALL_SLOTS, writes);
    }

    /** An access of a whole object that is not safe for threads. */
    void object(Fiber fiber, Object object, HookSite site, boolean writes) {
        ShadowTable.Shadow shadow = shadows.of(object);
        access(fiber, shadow.variable(0), object, site, writes, -1);
        if (!writes && object instanceof ArrayList && !OF_SIZE.contains(site.name)) {
            access(fiber, shadow.variable(ELEMENTS), object, site, false, -1);
            for (Variable element : shadow.elements) {
                if (element != null) {
                    checkWrite(fiber, element, object, site, false, -1);
                }
            }
        }
    }

    /** An access of one element of an {@code ArrayList}, which leaves the list's size as it is. */
    public void listElement(Fiber fiber, Object list, int index, HookSite site, boolean writes) {
        ShadowTable.Shadow shadow = shadows.of(list);
        access(fiber, shadow.variable(0), list, site, false, -1);
        if (writes) {
            checkReads(fiber, shadow.variable(ELEMENTS), list, site, index);
        }
        access(fiber, shadow.listElement(index), list, site, writes, index);
    }

    private static void synchronize(Fiber fiber, Variable variable, boolean writes) {
        VectorClock sync = variable.sync;
        if (sync == null) {
            sync = new VectorClock();
            variable.sync = sync;
        }
        if (writes) {
            sync.join(fiber.clock);
            fiber.clock.tick(fiber.number);
        } else {
            fiber.clock.join(sync);
        }
    }

    public void acquire(Fiber fiber, Object object) {
        fiber.clock.join(shadows.of(object).sync);
    }

    public void release(Fiber fiber, Object object) {
        shadows.of(object).sync.join(fiber.clock);
        fiber.clock.tick(fiber.number);
    }

    private void access(
            Fiber fiber, Variable v, Object owner, HookSite site, boolean writes, int index) {
        if (fiber.optimistic && !writes) {
            return;
        }
        int me = fiber.number;
        VectorClock clock = fiber.clock;
        int epoch = clock.of(me);
        checkWrite(fiber, v, owner, site, writes, index);
        if (writes) {
            checkReads(fiber, v, owner, site, index);
            v.writer = me;
            v.written = epoch;
            v.writeSite = site.number;
            v.reader = -1;
            v.readers = null;
            v.readSites = null;
        } else if (v.readers != null && v.readSites != null) {
            v.readers.set(me, epoch);
            v.readSites.set(me, site.number);
        } else if (v.reader < 0 || v.reader == me || v.read <= clock.of(v.reader)) {
            v.reader = me;
            v.read = epoch;
            v.readSite = site.number;
        } else {
            v.readers = new VectorClock();
            v.readers.set(v.reader, v.read);
            v.readers.set(me, epoch);
            v.readSites = new VectorClock();
            v.readSites.set(v.reader, v.readSite);
            v.readSites.set(me, site.number);
        }
    }

    private void checkWrite(
            Fiber fiber, Variable v, Object owner, HookSite site, boolean writes, int index) {
        if (v.writer >= 0 && v.written > fiber.clock.of(v.writer)) {
            report(v.writer, v.writeSite, true, fiber, owner, site, writes, index);
        }
    }

    private void checkReads(Fiber fiber, Variable v, Object owner, HookSite site, int index) {
        int reader = -1;
        int readSite = v.readSite;
        if (v.readers != null && v.readSites != null) {
            reader = v.readers.ahead(fiber.clock);
            readSite = reader < 0 ? readSite : v.readSites.of(reader);
        } else if (v.reader >= 0 && v.read > fiber.clock.of(v.reader)) {
            reader = v.reader;
        }
        if (reader >= 0) {
            report(reader, readSite, false, fiber, owner, site, true, index);
        }
    }

    private void report(
            int earlier,
            int earlierSite,
            boolean earlierWrites,
            Fiber later,
            Object owner,
            HookSite site,
            boolean writes,
            int index) {
        if (first == null && !ignored.contain(HookSite.of(earlierSite), site)) {
            String variable = index >= 0 ? "[" + index + "]" : site.name;
            first =
                    new Race(
                            variable,
                            owner,
                            earlier,
                            earlierSite,
                            earlierWrites,
                            later.number,
                            site.number,
                            writes);
        }
    }
}
