package dev.hocket.jobs.reduce;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An aggregate of a column, such as its sum.
 *
 * @param name its name: {@code sum}, {@code q99.9}
 * @param kind its kind
 * @param quantile for {@link Kind#QUANTILE}, a number from 0 to 1
 */
public record Aggregate(String name, Kind kind, double quantile) implements Serializable {
    /** The kinds of aggregates. */
    public enum Kind {
        /** The sum. */
        SUM,
        /** The smallest value. */
        MIN,
        /** The greatest value. */
        MAX,
        /** The mean. */
        MEAN,
        /** The sample variance (divided by n - 1). */
        VARIANCE,
        /** The square root of {@link #VARIANCE}. */
        STDDEV,
        /** The number of values. */
        COUNT,
        /** A value such that this share of the values is at most as large. */
        QUANTILE,
        /** An estimate of the number of different values. */
        DISTINCT
    }

    private static final String EXPECTED =
            "sum, min, max, mean, variance, stddev, count, distinct, median, or a quantile in"
                    + " percent such as q50 or q99.9";

    /**
     * Parses aggregates separated by commas: {@code sum,mean,q99}.
     *
     * @throws IllegalArgumentException if one is unknown or is given twice
     */
    public static List<Aggregate> listOf(String text) {
        List<Aggregate> operations = new ArrayList<>();
        for (String name : Arrays.asList(text.split(",", -1))) {
            Aggregate operation = of(name.strip().toLowerCase(Locale.ROOT));
            if (operations.contains(operation)) {
                throw new IllegalArgumentException(
                        "the operation '%s' is given twice; leave one out".formatted(name));
            }
            operations.add(operation);
        }
        return operations;
    }

    private static Aggregate of(String name) {
        switch (name) {
            case "median" -> {
                return new Aggregate(name, Kind.QUANTILE, 0.5);
            }
            case "q", "quantile" -> throw unknown(name);
            default -> {
                // a kind, or q and a number
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.QUANTILE && kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return new Aggregate(name, kind, 0);
            }
        }
        if (name.matches("q\\d{1,3}(\\.\\d{1,12})?")) {
            double percent = Double.parseDouble(name.substring(1));
            if (percent <= 100) {
                return new Aggregate(name, Kind.QUANTILE, percent / 100);
            }
        }
        throw unknown(name);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "there is no operation '%s'; expected %s".formatted(name, EXPECTED));
    }
}
