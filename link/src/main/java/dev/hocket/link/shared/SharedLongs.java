package dev.hocket.link.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * An array of {@code long} in memory that this process and its workers share, without copying.
 *
 * <p>{@link SharedDoubles} has an example.
 */
public final class SharedLongs extends SharedArray {
    private static final long serialVersionUID = 1;
    private static final ValueLayout.OfLong ELEMENT = ValueLayout.JAVA_LONG;
    private static final VarHandle LONG = ELEMENT.varHandle();

    SharedLongs(SharedArrayMemory mapping, long offset, long length, boolean whole) {
        super(mapping, offset, length, Long.BYTES, whole);
    }

    private SharedLongs(SharedLongs array, long from, long length) {
        super(array, from, length, Long.BYTES);
    }

    /**
     * Creates an array of zeros.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedLongs allocate(long length) {
        return new SharedLongs(memory(length, Long.BYTES), 0, length, true);
    }

    /**
     * Creates an array with the same elements.
     *
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedLongs copyOf(long... source) {
        SharedLongs copy = allocate(source.length);
        copy.copyFrom(source);
        return copy;
    }

    /**
     * Returns an element.
     *
     * @throws IllegalStateException if the array is closed
     */
    public long get(long index) {
        Objects.checkIndex(index, length());
        try {
            return open().getAtIndex(ELEMENT, index);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * Writes an element.
     *
     * @throws IllegalStateException if the array is closed
     */
    public void set(long index, long value) {
        Objects.checkIndex(index, length());
        try {
            open().setAtIndex(ELEMENT, index, value);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * Adds to an element, atomically for all threads of all processes that share the array; for
     * counters. Adding 0 reads the sum of what others have added.
     *
     * @return its previous value
     * @throws IllegalStateException if the array is closed
     */
    public long getAndAdd(long index, long delta) {
        Objects.checkIndex(index, length());
        try {
            return (long) LONG.getAndAdd(open(), index * Long.BYTES, delta);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * A part of the elements, as a separate array over the same memory. A slice can be sent like
     * the array, and is closed with it.
     */
    public SharedLongs asSlice(long from, long length) {
        return new SharedLongs(this, from, length);
    }

    /**
     * Writes one value to all elements.
     *
     * @throws IllegalStateException if the array is closed
     */
    public void fill(long value) {
        try {
            MemorySegment data = open();
            for (long i = 0; i < length(); i++) {
                data.setAtIndex(ELEMENT, i, value);
            }
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * Copies a whole Java array to the first elements.
     *
     * @throws IllegalStateException if the array is closed
     * @throws IndexOutOfBoundsException if there are not enough elements
     */
    public void copyFrom(long[] source) {
        copyFrom(0, source, 0, source.length);
    }

    /**
     * Copies a part of a Java array.
     *
     * @param index where the copies begin
     * @param from the first element to copy
     * @throws IllegalStateException if the array is closed
     */
    public void copyFrom(long index, long[] source, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, source.length, "the source's elements");
        try {
            MemorySegment.copy(source, from, open(), ELEMENT, index * Long.BYTES, count);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * Copies the first elements to a whole Java array.
     *
     * @throws IllegalStateException if the array is closed
     * @throws IndexOutOfBoundsException if there are not enough elements
     */
    public void copyTo(long[] target) {
        copyTo(0, target, 0, target.length);
    }

    /**
     * Copies elements to a part of a Java array.
     *
     * @param index the first element to copy
     * @param from where the copies begin
     * @throws IllegalStateException if the array is closed
     */
    public void copyTo(long index, long[] target, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, target.length, "the target's elements");
        try {
            MemorySegment.copy(open(), ELEMENT, index * Long.BYTES, target, from, count);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * A Java array with the same elements.
     *
     * @throws IllegalStateException if the array is closed
     * @throws IllegalArgumentException if there are more elements than a Java array can have
     */
    public long[] toArray() {
        long[] array = new long[arrayLength()];
        copyTo(array);
        return array;
    }
}
