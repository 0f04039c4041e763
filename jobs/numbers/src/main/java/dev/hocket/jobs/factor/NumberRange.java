package dev.hocket.jobs.factor;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers, both ends of which belong to it.
 *
 * @param from the first
 * @param to the last, not below the first
 */
record NumberRange(BigInteger from, BigInteger to) {
    /** How many numbers a sieve takes at once: an input of its own. */
    static final int PIECE = 1 << 14;

    private static final String MARK = "..";
    private static final int WORD_BITS = 63;

    /**
     * Reads a range, or gives null for a text that has no two dots.
     *
     * @throws NumberFormatException if an end is not a number, or they are in the wrong order
     */
    static @Nullable NumberRange of(String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            return null;
        }
        String first = text.substring(0, mark);
        String last = text.substring(mark + MARK.length());
        if (first.isEmpty() || last.isEmpty()) {
            throw new NumberFormatException(
                    "'%s': a range has a number on both sides of its dots, such as 10..20"
                            .formatted(NumberParser.shown(text)));
        }
        BigInteger from = NumberParser.parse(first);
        BigInteger to = NumberParser.parse(last);
        if (to.compareTo(from) < 0) {
            throw new NumberFormatException(
                    "'%s': the range ends before it starts; the smaller number comes first"
                            .formatted(NumberParser.shown(text)));
        }
        return new NumberRange(from, to);
    }

    /** How many numbers there are; at most 2^31 - 1. */
    int size() {
        return to.subtract(from).intValueExact() + 1;
    }

    /** Whether a sieve can take it. */
    boolean isSieved() {
        return from.signum() > 0 && to.bitLength() <= WORD_BITS;
    }

    /** The first piece: a sieve's, or one number. */
    NumberRange piece() {
        BigInteger end = from.add(BigInteger.valueOf(PIECE - 1)).min(to);
        return new NumberRange(from, new NumberRange(from, end).isSieved() ? end : from);
    }

    /** What comes after the first piece, or null. */
    @Nullable NumberRange afterPiece() {
        BigInteger next = piece().to.add(BigInteger.ONE);
        return next.compareTo(to) > 0 ? null : new NumberRange(next, to);
    }

    @Override
    public String toString() {
        return from.equals(to) ? from.toString() : from + MARK + to;
    }
}
