package dev.hocket.jobs.factor;

import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers as people write them: digits, and sums, differences, products and powers of them, such as
 * {@code 10^15+37} or {@code 2^127-1}. Products come before sums, powers before products.
 */
final class NumberParser {
    /** More bits than this are refused. */
    static final int MOST_BITS = 1 << 15;

    private static final int MOST_DIGITS = 9_864;
    private static final String EXPECTED =
            "expected a whole number of at least 0, such as 97, 10^15+37 or 2^127-1";

    private final String text;
    private int at;

    private NumberParser(String text) {
        this.text = text;
    }

    /**
     * Reads a number.
     *
     * @throws NumberFormatException if it is none, negative or too large; the message says which
     */
    static BigInteger parse(String text) {
        NumberParser reader = new NumberParser(text);
        if (text.length() > 1 && text.charAt(0) == '+') {
            reader.at = 1; // as GNU factor takes it
        }
        BigInteger number = reader.sum();
        if (reader.at < text.length()) {
            throw reader.wrong(EXPECTED);
        }
        if (number.signum() < 0) {
            throw reader.wrong("it is negative; " + EXPECTED);
        }
        return number;
    }

    /** The number, if it is nothing but a few digits; -1 otherwise. */
    static long simple(String text) {
        int length = text.length();
        if (length == 0 || length > 18) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private BigInteger sum() {
        BigInteger sum = product();
        while (true) {
            if (skip('+')) {
                sum = checked(sum.add(product()));
            } else if (skip('-')) {
                sum = sum.subtract(product());
            } else {
                return sum;
            }
        }
    }

    private BigInteger product() {
        BigInteger product = power();
        while (skip('*')) {
            product = checked(product.multiply(power()));
        }
        return product;
    }

    private BigInteger power() {
        BigInteger base = digits();
        if (!skip('^')) {
            return base;
        }
        BigInteger exponent = digits();
        if (base.bitLength() <= 1) {
            return exponent.signum() == 0 ? BigInteger.ONE : base;
        }
        if (exponent.bitLength() > 16
                || (base.bitLength() - 1L) * exponent.intValue() > MOST_BITS) {
            throw tooLarge();
        }
        return checked(base.pow(exponent.intValue()));
    }

    private BigInteger digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong(EXPECTED);
        }
        if (at - from > MOST_DIGITS) {
            throw tooLarge();
        }
        return checked(new BigInteger(text.substring(from, at)));
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private BigInteger checked(BigInteger number) {
        if (number.bitLength() > MOST_BITS) {
            throw tooLarge();
        }
        return number;
    }

    private NumberFormatException tooLarge() {
        return wrong(
                String.format(
                        Locale.ROOT,
                        "it has more than %d digits, which is the maximum",
                        MOST_DIGITS));
    }

    private NumberFormatException wrong(String why) {
        return new NumberFormatException("'%s': %s".formatted(shown(text), why));
    }

    /** A text as a message may show it: shortened, and without what a terminal would obey. */
    static String shown(String text) {
        String part = text.length() <= 60 ? text : text.substring(0, 57) + "...";
        StringBuilder shown = new StringBuilder();
        part.codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    boolean obeyed = type == Character.CONTROL || type == Character.FORMAT;
                    shown.append(obeyed ? "\\u%04x".formatted(c) : Character.toString(c));
                });
        return shown.toString();
    }
}
