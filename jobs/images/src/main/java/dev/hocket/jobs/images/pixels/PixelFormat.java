package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.structure.Orientation;
import java.awt.color.ColorSpace;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a picture mean. It goes with them from the decoder to the encoder, and each
 * step that changes their meaning says so here: what is lost on the way shows as a dark ring, a
 * wrong colour, or a picture on its side, and as no error.
 *
 * @param model which colours a pixel has
 * @param alpha whether and how the last band says how opaque a pixel is
 * @param profile the colour space of the colours; null: sRGB, or grey with the curve of sRGB, or
 *     inks of which nothing is known
 * @param depth how many bits each sample had in the file; here it is rounded to eight
 * @param orientation how the picture has yet to be turned
 */
public record PixelFormat(
        Model model,
        Alpha alpha,
        @Nullable ColorSpace profile,
        int depth,
        Orientation orientation) {

    /** The colours of a pixel. */
    public enum Model {
        /** From black to white. */
        GREY(1),
        /** Red, green, blue. */
        RGB(3),
        /** Amounts of cyan, magenta, yellow and black; 0 is no ink. */
        CMYK(4);

        /** How many bands they take. */
        public final int colours;

        Model(int colours) {
            this.colours = colours;
        }
    }

    /** How opaque pixels are. */
    public enum Alpha {
        /** All are opaque; there is no band for it. */
        NONE,
        /** The last band says it, and the others are as if the pixel were opaque. */
        STRAIGHT,
        /** The last band says it, and the others are multiplied by it. */
        PREMULTIPLIED
    }

    /** Opaque, upright, of eight bits and without a profile. */
    public static PixelFormat plain(Model model) {
        return new PixelFormat(model, Alpha.NONE, null, 8, Orientation.UPRIGHT);
    }

    /** How many bands a pixel has. */
    public int bands() {
        return hasAlpha() ? model.colours + 1 : model.colours;
    }

    /** Whether the last band says how opaque a pixel is. */
    public boolean hasAlpha() {
        return alpha != Alpha.NONE;
    }

    /** The same with another alpha. */
    public PixelFormat with(Alpha other) {
        return new PixelFormat(model, other, profile, depth, orientation);
    }

    /** The same in sRGB, or in grey with the curve of sRGB. */
    public PixelFormat inSrgb() {
        Model shown = model == Model.GREY ? Model.GREY : Model.RGB;
        return new PixelFormat(shown, alpha, null, depth, orientation);
    }

    /** The same as shades of grey. */
    public PixelFormat grey() {
        return new PixelFormat(Model.GREY, alpha, null, depth, orientation);
    }

    /** The same, turned. */
    public PixelFormat upright() {
        return new PixelFormat(model, alpha, profile, depth, Orientation.UPRIGHT);
    }
}
