package dev.hocket.jobs.reduce.binary;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a number lies in a file of numbers.
 *
 * @param kind what it is, as NumPy says it: {@code f}, {@code i}, {@code u} or {@code b}
 * @param size how many bytes it has
 * @param order the order of the bytes
 */
public record NumberType(char kind, int size, ByteOrder order) {
    /** Doubles as most machines have them. */
    public static final NumberType DOUBLE = new NumberType('f', 8, ByteOrder.LITTLE_ENDIAN);

    /** Doubles with the highest byte first. */
    public static final NumberType DOUBLE_SWAPPED = new NumberType('f', 8, ByteOrder.BIG_ENDIAN);

    private static final Map<Character, String> SIZES =
            Map.of('f', "248", 'i', "1248", 'u', "1248", 'b', "1");

    /** The type of this description in a NumPy header, such as {@code <f8}; null if it is none. */
    static @Nullable NumberType of(String text) {
        if (!text.matches("[<>|=][fiub][1248]")) {
            return null;
        }
        char kind = text.charAt(1);
        ByteOrder order =
                switch (text.charAt(0)) {
                    case '>' -> ByteOrder.BIG_ENDIAN;
                    case '<' -> ByteOrder.LITTLE_ENDIAN;
                    default -> ByteOrder.nativeOrder();
                };
        String sizes = SIZES.getOrDefault(kind, "");
        return sizes.indexOf(text.charAt(2)) < 0
                ? null
                : new NumberType(kind, text.charAt(2) - '0', order);
    }

    /** Reads numbers, the first of which begins at a byte, as doubles. */
    void read(MemorySegment from, long offset, double[] to, int count) {
        switch (kind) {
            case 'f' -> floating(from, offset, to, count);
            case 'i' -> whole(from, offset, to, count);
            case 'u' -> unsigned(from, offset, to, count);
            default -> {
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(ValueLayout.JAVA_BYTE, offset + i) == 0 ? 0 : 1;
                }
            }
        }
    }

    private void floating(MemorySegment from, long offset, double[] to, int count) {
        switch (size) {
            case 8 ->
                    MemorySegment.copy(
                            from,
                            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order),
                            offset,
                            to,
                            0,
                            count);
            case 4 -> {
                ValueLayout.OfFloat layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
                for (int i = 0; i < count; i++) {
                    to[i] = from.get(layout, offset + 4L * i);
                }
            }
            default -> {
                ValueLayout.OfShort layout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
                for (int i = 0; i < count; i++) {
                    to[i] = Float.float16ToFloat(from.get(layout, offset + 2L * i));
                }
            }
        }
    }

    private void whole(MemorySegment from, long offset, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = integer(from, offset + (long) i * size);
        }
    }

    private long integer(MemorySegment from, long at) {
        return switch (size) {
            case 8 -> from.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
            case 4 -> from.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
            case 2 -> from.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at);
            default -> from.get(ValueLayout.JAVA_BYTE, at);
        };
    }

    private void unsigned(MemorySegment from, long offset, double[] to, int count) {
        int unused = Long.SIZE - 8 * size;
        for (int i = 0; i < count; i++) {
            long bits = integer(from, offset + (long) i * size) << unused >>> unused;
            // halved with its last bit kept, an unsigned number rounds as it would whole
            to[i] = bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
        }
    }
}
