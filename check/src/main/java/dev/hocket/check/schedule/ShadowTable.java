package dev.hocket.check.schedule;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is known of each object of the running schedule, by its identity. */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class ShadowTable {
    private @Nullable Object[] keys = new Object[256];
    private @Nullable Shadow[] values = new Shadow[256];
    private int size;

    /** What is known of one object. */
    public static final class Shadow {
        public final Object object;

        /** The order in which objects were first seen, from 1. */
        final int number;

        final VectorClock sync = new VectorClock();
        public @Nullable Monitor monitor;
        @Nullable Fiber fiber;
        public @Nullable Runnable task;
        RaceDetector.@Nullable Variable[] elements = {};
        private int[] slots = {};
        private RaceDetector.Variable[] variables = {};

        public Shadow(Object object, int number) {
            this.object = object;
            this.number = number;
        }

        int number() {
            return number;
        }

        public Monitor monitor() {
            Monitor known = monitor;
            if (known == null) {
                known = new Monitor(object);
                monitor = known;
            }
            return known;
        }

        RaceDetector.Variable variable(int slot) {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == slot) {
                    return variables[i];
                }
            }
            int at = slots.length;
            slots = Arrays.copyOf(slots, at + 1);
            variables = Arrays.copyOf(variables, at + 1);
            slots[at] = slot;
            variables[at] = new RaceDetector.Variable();
            return variables[at];
        }

        /** The variable of that number, or null if it has not been accessed. */
        RaceDetector.@Nullable Variable known(int slot) {
            for (int i = 0; i < slots.length; i++) {
                if (slots[i] == slot) {
                    return variables[i];
                }
            }
            return null;
        }

        /** Joins into a clock what all of its variables order. */
        void joinAll(VectorClock clock) {
            for (int i = 0; i < slots.length; i++) {
                variables[i].joinInto(clock);
            }
        }

        /** An element of a list, which may grow, or of an array. */
        RaceDetector.Variable listElement(int index) {
            if (index >= elements.length) {
                elements = Arrays.copyOf(elements, Math.max(index + 1, elements.length * 2));
            }
            RaceDetector.Variable known = elements[index];
            if (known == null) {
                known = new RaceDetector.Variable();
                elements[index] = known;
            }
            return known;
        }

        RaceDetector.Variable element(int index, int length) {
            if (elements.length == 0) {
                elements = new RaceDetector.@Nullable Variable[length];
            }
            return listElement(index);
        }
    }

    public Shadow of(Object object) {
        int mask = keys.length - 1;
        int i = System.identityHashCode(object) & mask;
        while (true) {
            Object key = keys[i];
            if (key == object) {
                return Objects.requireNonNull(values[i]);
            }
            if (key == null) {
                return add(object, i);
            }
            i = i + 1 & mask;
        }
    }

    /** Every shadow, in the order of their numbers. */
    public Shadow[] all() {
        Shadow[] found = new Shadow[size];
        for (Shadow shadow : values) {
            if (shadow != null) {
                found[shadow.number - 1] = shadow;
            }
        }
        return found;
    }

    private Shadow add(Object object, int at) {
        Shadow shadow = new Shadow(object, ++size);
        keys[at] = object;
        values[at] = shadow;
        if (size * 2 > keys.length) {
            grow();
        }
        return shadow;
    }

    private void grow() {
        @Nullable Shadow[] old = values;
        keys = new Object[old.length * 2];
        values = new Shadow[old.length * 2];
        int mask = keys.length - 1;
        for (Shadow shadow : old) {
            if (shadow != null) {
                int i = System.identityHashCode(shadow.object) & mask;
                while (keys[i] != null) {
                    i = i + 1 & mask;
                }
                keys[i] = shadow.object;
                values[i] = shadow;
            }
        }
    }
}
