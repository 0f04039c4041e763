package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number that was not wholly factored: a part of it is composite, and no factor of it of as many
 * digits as were looked for was found. The message names the number, the part, the factors found
 * and the limit.
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
                        ? "it is composite, of %d digits".formatted(digits(part))
                        : "its factors are %s and the composite number %s of %d digits"
                                .formatted(
                                        others.isEmpty() ? "others" : others, part, digits(part));
        String remedy =
                digits < CurveEffort.MOST_DIGITS
                        ? "; --digits up to %d searches for greater ones, which takes long"
                                .formatted(CurveEffort.MOST_DIGITS)
                        : ", and no greater ones are searched for";
        return "%s; probably no factor of it has %d digits or fewer%s"
                .formatted(what, digits, remedy);
    }

    private static int digits(BigInteger number) {
        return number.toString().length();
    }
}
