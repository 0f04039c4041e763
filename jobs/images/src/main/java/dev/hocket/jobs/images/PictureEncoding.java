package dev.hocket.jobs.images;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How results are written.
 *
 * @param format the format
 * @param quality for JPEG and WebP, from 0 to 1
 * @param metadata whether results keep the EXIF data of the picture, with the orientation set to
 *     upright
 */
public record PictureEncoding(Format format, float quality, boolean metadata)
        implements Serializable {
    /** The formats of results. */
    public enum Format {
        /** Without transparency: transparent areas become white. */
        JPEG(".jpg", 65_500),
        /** Lossless. */
        PNG(".png", 65_500),
        /** Lossy; requires libvips. */
        WEBP(".webp", 16_383);

        final String extension;
        private final int maxSide;

        Format(String extension, int maxSide) {
            this.extension = extension;
            this.maxSide = maxSide;
        }

        /** The maximum width and height, in pixels. */
        public int maxSide() {
            return maxSide;
        }

        /** The word for it on a command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The format of a word: jpeg, png or webp.
         *
         * @throws IllegalArgumentException if there is no such format
         */
        public static Format of(String word) {
            for (Format format : values()) {
                if (format.word().equals(word) || format.extension.equals("." + word)) {
                    return format;
                }
            }
            List<Format> all = Arrays.asList(values());
            throw new IllegalArgumentException(
                    "there is no format '%s'; expected %s"
                            .formatted(
                                    word,
                                    all.stream()
                                            .map(Format::word)
                                            .collect(Collectors.joining(", "))));
        }
    }

    /**
     * Checks the quality.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public PictureEncoding {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException(
                    "quality is " + quality + "; it must be from 0 to 1 (0.85 is usual)");
        }
    }

    /** Whether the format keeps transparency. */
    public boolean keepsAlpha() {
        return format != Format.JPEG;
    }
}
