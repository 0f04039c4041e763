package dev.hocket.jobs.images;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a picture, in pixels of the upright picture.
 *
 * @param x its distance from the left edge
 * @param y its distance from the top edge
 * @param width its width
 * @param height its height
 */
public record Crop(int x, int y, int width, int height) implements Serializable {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,6})x(\\d{1,6})(?:\\+(\\d{1,6})\\+(\\d{1,6}))?");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the part is empty or begins outside the picture
     */
    public Crop {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the part %dx%d+%d+%d: expected a size of at least one pixel, and"
                                    + " offsets of at least 0",
                            width,
                            height,
                            x,
                            y));
        }
    }

    /**
     * Parses {@code 400x300+10+20}: width, height, and the distances from the left and the top.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static Crop of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'%s': expected WIDTHxHEIGHT+LEFT+TOP, such as 400x300+10+20".formatted(text));
        }
        return new Crop(number(form, 3), number(form, 4), number(form, 1), number(form, 2));
    }

    private static int number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%dx%d+%d+%d", width, height, x, y);
    }
}
