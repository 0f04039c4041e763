package dev.hocket.link.shared;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * An array of {@code byte} in memory that this process and its workers share, without copying.
 *
 * <p>{@link SharedDoubles} has an example.
 */
public final class SharedBytes extends SharedArray {
    private static final long serialVersionUID = 1;
    private static final ValueLayout.OfByte ELEMENT = ValueLayout.JAVA_BYTE;

    SharedBytes(SharedArrayMemory mapping, long offset, long length, boolean whole) {
        super(mapping, offset, length, Byte.BYTES, whole);
    }

    private SharedBytes(SharedBytes array, long from, long length) {
        super(array, from, length, Byte.BYTES);
    }

    /**
     * Creates an array of zeros.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedBytes allocate(long length) {
        return new SharedBytes(memory(length, Byte.BYTES), 0, length, true);
    }

    /**
     * Creates an array with the same elements.
     *
     * @throws java.io.UncheckedIOException if there is not enough memory; the message says where
     */
    public static SharedBytes copyOf(byte... source) {
        SharedBytes copy = allocate(source.length);
        copy.copyFrom(source);
        return copy;
    }

    /**
     * Returns an element.
     *
     * @throws IllegalStateException if the array is closed
     */
    public byte get(long index) {
        Objects.checkIndex(index, length());
        try {
            return open().get(ELEMENT, index);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * Writes an element.
     *
     * @throws IllegalStateException if the array is closed
     */
    public void set(long index, byte value) {
        Objects.checkIndex(index, length());
        try {
            open().set(ELEMENT, index, value);
        } catch (IllegalStateException _) {
            throw closed();
        }
    }

    /**
     * A part of the elements, as a separate array over the same memory. A slice can be sent like
     * the array, and is closed with it.
     */
    public SharedBytes asSlice(long from, long length) {
        return new SharedBytes(this, from, length);
    }

    /**
     * Writes one value to all elements.
     *
     * @throws IllegalStateException if the array is closed
     */
    public void fill(byte value) {
        try {
            open().fill(value);
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
    public void copyFrom(byte[] source) {
        copyFrom(0, source, 0, source.length);
    }

    /**
     * Copies a part of a Java array.
     *
     * @param index where the copies begin
     * @param from the first element to copy
     * @throws IllegalStateException if the array is closed
     */
    public void copyFrom(long index, byte[] source, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, source.length, "the source's elements");
        try {
            MemorySegment.copy(source, from, open(), ELEMENT, index, count);
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
    public void copyTo(byte[] target) {
        copyTo(0, target, 0, target.length);
    }

    /**
     * Copies elements to a part of a Java array.
     *
     * @param index the first element to copy
     * @param from where the copies begin
     * @throws IllegalStateException if the array is closed
     */
    public void copyTo(long index, byte[] target, int from, int count) {
        check(index, count, length(), "elements");
        check(from, count, target.length, "the target's elements");
        try {
            MemorySegment.copy(open(), ELEMENT, index, target, from, count);
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
    public byte[] toArray() {
        byte[] array = new byte[arrayLength()];
        copyTo(array);
        return array;
    }
}
