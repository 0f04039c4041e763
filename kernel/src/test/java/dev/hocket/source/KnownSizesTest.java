package dev.hocket.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What values tell of their size, and how much is read at once because of it. */
class KnownSizesTest {
    private static void assertBytes(long expected, @Nullable Object value) {
        assertEquals(expected, KnownSizes.of(value), () -> String.valueOf(value));
        assertEquals(expected > 0, KnownSizes.isKnown(value));
    }

    @Test
    void textsArraysAndBuffersAreKnown() {
        assertBytes(4, "text");
        assertBytes(10, new byte[10]);
        assertBytes(10, new boolean[10]);
        assertBytes(20, new short[10]);
        assertBytes(20, new char[10]);
        assertBytes(40, new int[10]);
        assertBytes(40, new float[10]);
        assertBytes(80, new long[10]);
        assertBytes(80, new double[10]);
        assertBytes(10, ByteBuffer.allocateDirect(10));
        assertBytes(20, CharBuffer.allocate(10));
        assertBytes(20, ShortBuffer.allocate(10));
        assertBytes(40, IntBuffer.allocate(10));
        assertBytes(40, FloatBuffer.allocate(10));
        assertBytes(80, LongBuffer.allocate(10));
        assertBytes(80, DoubleBuffer.allocate(10));
        assertBytes(8 + 5 + 2, new String[] {"fives", "so"});
        assertBytes(7, (KnownSizes.Sized) () -> 7);
        assertBytes(0, null);
        assertBytes(0, 7L);
        assertBytes(0, List.of("a list"));
    }

    @Test
    void anArrayThatHoldsItselfIsMeasured() {
        Object[] own = new Object[2];
        Arrays.fill(own, own);
        assertEquals(8 + 8, KnownSizes.of(own));
    }

    @Test
    void valuesOfOneKindAreAdded() {
        String same = "same";
        assertEquals(4, KnownSizes.ofAll(new Object[] {same, same, same}, 3));
        assertEquals(2, KnownSizes.ofAll(new Object[] {1L, "ab", "longer"}, 2));
        assertEquals(0, KnownSizes.ofAll(new Object[] {1L, "unseen", 2L}, 3));
        assertEquals(0, KnownSizes.ofAll(new Object[0], 0));
    }

    private static Iterator<byte[]> pieces(int bytes) {
        byte[] piece = new byte[bytes]; // one, so that the next comes at once
        return Stream.generate(() -> piece).iterator();
    }

    @Test
    void largeInputsAreReadInSmallPieces() throws Exception {
        InputSource<byte[]> source = InputSource.of(pieces(100_000), InputSource.UNKNOWN);
        byte[] piece = new byte[100_000];
        InputSource<byte[]> mapped =
                InputSource.mapped(InputSource.range(0, 1_000_000), (_, _) -> piece);
        long most = 0;
        int mostMapped = 0;
        for (int i = 0; i < 500; i++) {
            most = Math.max(most, source.pull(new @Nullable Object[4096], 4096));
            mostMapped = Math.max(mostMapped, mapped.pull(new @Nullable Object[4096], 4096));
        }
        assertEquals(Math.ceilDiv(InputSource.MOST_BYTES, 100_000), most);
        int mappedAtOnce = mostMapped;
        assertTrue(mappedAtOnce <= 20, () -> "mapped at once: " + mappedAtOnce);
        int small = 0;
        InputSource<byte[]> light = InputSource.of(pieces(10), InputSource.UNKNOWN);
        for (int i = 0; i < 500 && small < 4096; i++) {
            small = Math.max(small, light.pull(new @Nullable Object[4096], 4096));
        }
        assertTrue(small > 20, "small ones are read in large pieces");
    }
}
