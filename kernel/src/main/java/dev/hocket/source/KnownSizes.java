package dev.hocket.source;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sizes in bytes of values whose size is known at once: texts, arrays, buffers. Other values
 * count as 0.
 */
public final class KnownSizes {
    private KnownSizes() {}

    /** A value of ours that knows the bytes it holds. */
    public interface Sized {
        long knownBytes();
    }

    /** Whether a value tells its size. */
    public static boolean isKnown(@Nullable Object value) {
        return value instanceof String
                || (value != null && value.getClass().isArray())
                || value instanceof Sized
                || value instanceof Buffer;
    }

    /** The bytes of a value; those of an array of objects with what its elements tell. */
    public static long of(@Nullable Object value) {
        return value instanceof Object[] array
                ? 4L * array.length + ofAll(array, array.length)
                : ofOne(value);
    }

    /**
     * The bytes of values that are mostly of one kind: if neither the first nor the last tells its
     * size, none is asked. The same object in a row counts once.
     */
    @SuppressWarnings("ReferenceEquality") // the same object
    public static long ofAll(@Nullable Object[] values, int count) {
        if (count == 0 || !(isKnown(values[0]) || isKnown(values[count - 1]))) {
            return 0;
        }
        long sum = 0;
        @Nullable Object before = null;
        for (int i = 0; i < count; i++) {
            @Nullable Object value = values[i];
            if (value != before) {
                sum += ofOne(value);
                before = value;
            }
        }
        return sum;
    }

    // No switch over types: the first run of a JVM would pay for linking it.

    private static long ofOne(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof byte[] array) {
            return array.length;
        }
        if (value instanceof Sized sized) {
            return sized.knownBytes();
        }
        if (value instanceof Buffer buffer) {
            return (long) buffer.capacity() * elementBytes(buffer);
        }
        return value != null && value.getClass().isArray() ? ofArray(value) : 0;
    }

    private static long ofArray(Object array) {
        if (array instanceof Object[] objects) {
            return 4L * objects.length;
        }
        if (array instanceof double[] doubles) {
            return 8L * doubles.length;
        }
        if (array instanceof long[] longs) {
            return 8L * longs.length;
        }
        if (array instanceof float[] floats) {
            return 4L * floats.length;
        }
        if (array instanceof int[] ints) {
            return 4L * ints.length;
        }
        if (array instanceof char[] chars) {
            return 2L * chars.length;
        }
        return array instanceof short[] shorts ? 2L * shorts.length : ((boolean[]) array).length;
    }

    private static int elementBytes(Buffer buffer) {
        if (buffer instanceof ByteBuffer) {
            return 1;
        }
        if (buffer instanceof CharBuffer || buffer instanceof ShortBuffer) {
            return 2;
        }
        return buffer instanceof LongBuffer || buffer instanceof DoubleBuffer ? 8 : 4;
    }
}
