package dev.hocket.jobs.reduce.aggregate;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigInteger;

/**
 * A sum of doubles without any error, which is rounded once, when it is asked for. No order of
 * adding changes it, and no partial sum overflows: {@code 1e308 + 1e308 - 1e308} is {@code 1e308}.
 *
 * <p>This is the small superaccumulator of R. Neal, <i>Fast Exact Summation Using Small and Large
 * Superaccumulators</i>, 2015: a fixed-point number that spans all doubles, in limbs of 64 bits
 * which overlap by 32. A value changes two limbs; carries are propagated after {@value
 * #MOST_PENDING} values, long before a limb can overflow. We differ from it in the end alone: the
 * result, which is needed once a column, is rounded by {@link BigInteger}, so that a mean is
 * rounded once as well.
 */
public final class ExactSum implements Serializable {
    private static final long serialVersionUID = 1;

    /** Bits from one limb to the next. */
    private static final int SPACING = 32;

    private static final long LOW = (1L << SPACING) - 1;

    /** 2098 bits for doubles, and more than 63 for the number of them. */
    private static final int LIMBS = 69;

    /** A value adds less than 2^52 to a limb of at most 63 bits. */
    private static final int MOST_PENDING = 1 << 10;

    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int SPECIAL = 0x7ff;

    /** The power of 2 that the lowest bit stands for: the smallest double's. */
    private static final int UNIT = -1074;

    private final long[] limbs = new long[LIMBS];
    private int pending;
    private boolean highest;
    private boolean lowest;
    private boolean undefined;

    /** Adds a value. */
    public void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & SPECIAL;
        long mantissa = bits & MANTISSA;
        if (exponent == SPECIAL) {
            addSpecial(value);
            return;
        }
        int position = 0;
        if (exponent != 0) {
            mantissa |= MANTISSA + 1;
            position = exponent - 1;
        }
        int limb = position / SPACING;
        int shift = position % SPACING;
        long sign = bits >> (Long.SIZE - 1);
        limbs[limb] += (((mantissa << shift) & LOW) ^ sign) - sign;
        limbs[limb + 1] += ((mantissa >>> (SPACING - shift)) ^ sign) - sign;
        if (++pending == MOST_PENDING) {
            carry();
        }
    }

    private void addSpecial(double value) {
        undefined |= Double.isNaN(value);
        highest |= value == Double.POSITIVE_INFINITY;
        lowest |= value == Double.NEGATIVE_INFINITY;
    }

    /** Adds values. */
    public void add(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            add(values[i]);
        }
    }

    /** Adds another sum. */
    public void add(ExactSum other) {
        carry();
        other.carry();
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] += other.limbs[i];
        }
        undefined |= other.undefined;
        highest |= other.highest;
        lowest |= other.lowest;
        carry();
    }

    /** Leaves 32 bits in each limb but the last one, which has the sign. */
    private void carry() {
        long carried = 0;
        for (int i = 0; i < LIMBS - 1; i++) {
            long limb = limbs[i] + carried;
            limbs[i] = limb & LOW;
            carried = limb >> SPACING;
        }
        limbs[LIMBS - 1] += carried;
        pending = 0;
    }

    /** The double that is nearest to the sum; infinite if it is beyond all of them. */
    public double value() {
        return dividedBy(1);
    }

    /** The double that is nearest to the sum divided by a positive number. */
    public double dividedBy(long count) {
        if (undefined || (highest && lowest)) {
            return Double.NaN;
        }
        if (highest || lowest) {
            return highest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        carry();
        BigInteger sum = BigInteger.valueOf(limbs[LIMBS - 1]);
        for (int i = LIMBS - 2; i >= 0; i--) {
            sum = sum.shiftLeft(SPACING).add(BigInteger.valueOf(limbs[i]));
        }
        double rounded = quotient(sum.abs(), count);
        return sum.signum() < 0 ? -rounded : rounded;
    }

    /** Rounds a quotient, in units of the smallest double, to the nearest double; ties to even. */
    private static double quotient(BigInteger sum, long count) {
        BigInteger divisor = BigInteger.valueOf(count);
        int more = Math.max(0, 2 * Long.SIZE - sum.bitLength());
        BigInteger[] parts = sum.shiftLeft(more).divideAndRemainder(divisor);
        BigInteger quotient = parts[0];
        int dropped = Math.max(more, quotient.bitLength() - MANTISSA_BITS - 1);
        BigInteger kept = quotient.shiftRight(dropped);
        BigInteger rest = quotient.subtract(kept.shiftLeft(dropped));
        BigInteger half = BigInteger.ONE.shiftLeft(dropped).shiftRight(1);
        int side = dropped == 0 ? -1 : rest.compareTo(half);
        boolean above = side > 0 || (side == 0 && parts[1].signum() > 0);
        if (above || (side == 0 && kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return Math.scalb(kept.doubleValue(), dropped - more + UNIT);
    }

    private void writeObject(ObjectOutputStream to) throws IOException {
        carry();
        to.defaultWriteObject();
    }
}
