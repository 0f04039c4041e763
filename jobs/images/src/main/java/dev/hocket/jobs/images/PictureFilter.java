package dev.hocket.jobs.images;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A change to the colours of a result, applied after resizing.
 *
 * @param kind the kind of the filter
 * @param amount its strength; the kind says what it means
 */
public record PictureFilter(Kind kind, double amount) implements Serializable {
    /** The kinds of filters. */
    public enum Kind {
        /** Shades of grey, weighted as in JPEG: 0.299 red, 0.587 green, 0.114 blue. */
        GREY(0, 0, 0),
        /** Gaussian blur; the amount is the standard deviation in pixels. */
        BLUR(0.1, 100, 1),
        /** Adds a multiple of what a blur of one pixel removes; the amount is the factor. */
        SHARPEN(0.01, 10, 1),
        /** The steepness of the brightness, by Sobel's operator; in shades of grey. */
        EDGE(0, 0, 0),
        /** White from this brightness on, otherwise black. */
        THRESHOLD(1, 255, 128);

        private final double least;
        private final double most;
        private final double usual;

        Kind(double least, double most, double usual) {
            this.least = least;
            this.most = most;
            this.usual = usual;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the amount.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public PictureFilter {
        if (!(amount >= kind.least && amount <= kind.most)) {
            throw new IllegalArgumentException(
                    kind.most == 0
                            ? "%s takes no amount; leave ':%s' out".formatted(kind.word(), amount)
                            : "%s:%s: the amount must be from %s to %s"
                                    .formatted(kind.word(), amount, kind.least, kind.most));
        }
    }

    /**
     * Parses filters separated by commas, in the order in which they are applied: {@code
     * grey,blur:2,threshold:100}.
     *
     * @throws IllegalArgumentException if a filter is unknown or its amount is out of range
     */
    public static List<PictureFilter> listOf(String text) {
        List<PictureFilter> filters = new ArrayList<>();
        for (String word : Arrays.asList(text.split(",", -1))) {
            filters.add(of(word.strip().toLowerCase(Locale.ROOT)));
        }
        return filters;
    }

    private static PictureFilter of(String word) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(name)) {
                return new PictureFilter(kind, colon < 0 ? kind.usual : number(word, colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "there is no filter '%s'; expected grey, blur, sharpen, edge or threshold, such as grey,blur:2"
                        .formatted(name));
    }

    private static double number(String word, int from) {
        try {
            return Double.parseDouble(word.substring(from));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s': expected a number after the colon".formatted(word), e);
        }
    }

    @Override
    public String toString() {
        return kind.most == 0 ? kind.word() : kind.word() + ":" + amount;
    }
}
