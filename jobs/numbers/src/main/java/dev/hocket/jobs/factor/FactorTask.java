package dev.hocket.jobs.factor;

import dev.hocket.Task;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;

/**
 * Finds prime factors. The input is the text of a number or a range, the output is what GNU {@code
 * factor} prints: {@code 12: 2 2 3}; for a range, a line for each number.
 *
 * <p>A number is digits, or sums, differences, products and powers of them: {@code 97}, {@code
 * 10^15+37}, {@code 2^127-1}. A range consists of its first and its last number: {@code
 * 10^15..10^15+100000}. {@link #inputs} divides ranges into pieces, so that several lanes can share
 * one.
 *
 * <p>The output depends only on the input. Safe for use by several threads. {@link #run} reacts to
 * interruption, except during the primality test of numbers with thousands of digits.
 */
public final class FactorTask implements Task<String, String> {
    private static final long serialVersionUID = 1;

    /** The default for the number of digits of the factors to search for. */
    public static final int DEFAULT_DIGITS = 30;

    /** The minimum number of digits. */
    public static final int LEAST_DIGITS = CurveEffort.LEAST_DIGITS;

    /** The maximum number of digits. */
    public static final int MOST_DIGITS = CurveEffort.MOST_DIGITS;

    private final int digits;
    private final boolean exponents;

    /** Creates a task that searches for factors of up to {@value #DEFAULT_DIGITS} digits. */
    public FactorTask() {
        this(DEFAULT_DIGITS, false);
    }

    private FactorTask(int digits, boolean exponents) {
        this.digits = digits;
        this.exponents = exponents;
    }

    /**
     * The same task, which searches for factors of up to this number of digits.
     *
     * @param most the maximum number of digits of factors to search for in numbers from 2^63 on;
     *     the largest factor may have more
     * @throws IllegalArgumentException if it is not from {@link #LEAST_DIGITS} to {@link
     *     #MOST_DIGITS}
     */
    public FactorTask digits(int most) {
        CurveEffort.check(most);
        return new FactorTask(most, exponents);
    }

    /** The same task, which writes equal factors as a power: {@code 72: 2^3 3^2}. */
    public FactorTask withExponents() {
        return new FactorTask(digits, true);
    }

    /**
     * Splits texts, such as lines or arguments, into inputs: words separated by blanks, and long
     * ranges in pieces. Lazy. A word that is not a number remains unchanged, and fails when it
     * runs.
     */
    public static Iterator<String> inputs(Iterator<String> texts) {
        return new FactorInputs(texts);
    }

    /**
     * Finds the factors.
     *
     * @return lines, separated by line breaks
     * @throws NumberFormatException if the text is neither a number nor a range, or is too large
     * @throws HardNumberException if factors are too large to be found
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public String run(String text) throws InterruptedException {
        FactorLines lines = new FactorLines(exponents);
        long simple = NumberParser.simple(text);
        if (simple >= 0) {
            lines.add(simple, simple == 0 ? new long[0] : WordFactoring.factors(simple));
            return lines.toString();
        }
        NumberRange range = NumberRange.of(text);
        if (range == null) {
            lines.add(Factors.of(NumberParser.parse(text), digits));
        } else {
            addAll(range, lines);
        }
        return lines.toString();
    }

    private void addAll(NumberRange range, FactorLines lines) throws InterruptedException {
        for (NumberRange rest = range; rest != null; rest = rest.afterPiece()) {
            NumberRange piece = rest.piece();
            if (piece.isSieved()) {
                new RangeSieve(piece.from().longValueExact(), piece.size()).run(lines);
            } else {
                List<BigInteger> primes = Factors.of(piece.from(), digits).primes();
                lines.add(new Factors(piece.from(), primes));
            }
        }
    }
}
