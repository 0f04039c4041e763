package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A number was not factored completely: a composite part remains, in which no factor within the
 * limit was found. The message names the number, the part, the factors found and the limit.
 */
public final class HardNumberException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HardNumberException(BigInteger number, BigInteger part, List<BigInteger> found, int digits) {
        super(message(number, part, found, digits));
    }

    private static String message(
            BigInteger number, BigInteger part, List<BigInteger> found, int digits) {
        String others =
                found.stream().sorted().map(BigInteger::toString).collect(Collectors.joining(" "));
        String what =
                part.equals(number)
                        ? String.format(Locale.ROOT, "it is composite, of %d digits", digits(part))
                        : String.format(
                                Locale.ROOT,
                                "its factors are %s and the composite number %s of %d digits",
                                others.isEmpty() ? "others" : others,
                                part,
                                digits(part));
        String remedy =
                digits < CurveEffort.MOST_DIGITS
                        ? String.format(
                                Locale.ROOT,
                                "; --digits up to %d searches for larger ones, which takes a long"
                                        + " time",
                                CurveEffort.MOST_DIGITS)
                        : ", and larger ones are not searched for";
        return String.format(
                Locale.ROOT,
                "%s; probably no factor of it has %d digits or fewer%s",
                what,
                digits,
                remedy);
    }

    private static int digits(BigInteger number) {
        return number.toString().length();
    }
}
