package dev.hocket.jobs.reduce.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts line breaks: LF, CR LF and CR, each once, within quotes as well. */
final class LineBreaks {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long LOWS = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long FEEDS = '\n' * ONES;
    private static final long RETURNS = '\r' * ONES;

    private LineBreaks() {}

    /** How many there are; a CR at the end counts, whatever comes after it. */
    static long count(byte[] bytes, int from, int to) {
        long count = 0;
        int at = from;
        for (; at < to - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(bytes, at);
            long feeds = equal(word, FEEDS);
            long returns = equal(word, RETURNS);
            if (returns != 0) {
                returns &= ~equal((long) WORD.get(bytes, at + 1), FEEDS);
            }
            count += Long.bitCount(feeds) + Long.bitCount(returns);
        }
        for (; at < to; at++) {
            boolean alone = bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] != '\n');
            count += bytes[at] == '\n' || alone ? 1 : 0;
        }
        return count;
    }

    /** The high bit of each byte that is the same in both. */
    private static long equal(long word, long other) {
        long difference = word ^ other;
        return ~(((difference & LOWS) + LOWS) | difference | LOWS);
    }
}
