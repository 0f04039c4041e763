package dev.hocket.link.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * An array of {@code double} in memory that this process and its workers share, without copying.
 *
 * {@snippet :
 * try (SharedDoubles values = SharedDoubles.allocate(100_000_000);
 *         Engine engine = Engine.named("processes:4")) {
 *     Job<Integer, Double> sum = Job.of("sum", (Integer part) -> {
 *         SharedDoubles slice = values.asSlice(part * 1_000_000L, 1_000_000);
 *         double total = 0;
 *         for (long i = 0; i < slice.length(); i++) {
 *             total += slice.get(i);
 *         }
 *         return total;
 *     });
 *     List<Double> sums = engine.map(sum, Inputs.of(parts));
 * }
 * }
 */
public final class SharedDoubles extends SharedArray {
    private static final long serialVersionUID = 1;
    private static final ValueLayout.OfDouble ELEMENT = ValueLayout.JAVA_DOUBLE;

    SharedDoubles(SharedArrayMemory mapping, long offset, long length, boolean whole) {
        super(mapping, offset, length, Double.BYTES, whole);
    }

    private SharedDoubles(SharedDoubles array, long from, long length) {
        super(array, from, length, Double.BYTES);
    }

    /**
     * Creates an array of zeros.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedDoubles allocate(long length) {
        return new SharedDoubles(memory(length, Double.BYTES), 0, length, true);
    }

    /**
     * Creates an array with the same elements.
     *
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedDoubles copyOf(double... source) {
        SharedDoubles copy = allocate(source.length);
        copy.copyFrom(source);
        return copy;
    }

    /**
     * Returns an element.
     *
     * @throws IllegalStateException if the array is closed
     */
    public double get(long index) {
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
    public void set(long index, double value) {
        Objects.checkIndex(index, length());
        try {
            open().setAtIndex(ELEMENT, index, value);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * A part of the elements, as a separate array over the same memory. A slice can be sent like
     * the array, and is closed with it.
     */
    public SharedDoubles asSlice(long from, long length) {
        return new SharedDoubles(this, from, length);
    }

    /**
     * Writes one value to all elements.
     *
     * @throws IllegalStateException if the array is closed
     */
    public void fill(double value) {
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
    public void copyFrom(double[] source) {
        copyFrom(0, source, 0, source.length);
    }

    /**
     * Copies a part of a Java array.
     *
     * @param index where the copies begin
     * @param from the first element to copy
     * @throws IllegalStateException if the array is closed
     */
    public void copyFrom(long index, double[] source, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, source.length, "the source's elements");
        try {
            MemorySegment.copy(source, from, open(), ELEMENT, index * Double.BYTES, count);
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
    public void copyTo(double[] target) {
        copyTo(0, target, 0, target.length);
    }

    /**
     * Copies elements to a part of a Java array.
     *
     * @param index the first element to copy
     * @param from where the copies begin
     * @throws IllegalStateException if the array is closed
     */
    public void copyTo(long index, double[] target, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, target.length, "the target's elements");
        try {
            MemorySegment.copy(open(), ELEMENT, index * Double.BYTES, target, from, count);
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
    public double[] toArray() {
        double[] array = new double[arrayLength()];
        copyTo(array);
        return array;
    }
}
