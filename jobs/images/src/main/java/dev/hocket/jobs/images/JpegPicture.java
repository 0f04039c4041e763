package dev.hocket.jobs.images;

import java.awt.color.ColorSpace;
import org.jspecify.annotations.Nullable;

/**
 * A decoded JPEG as rows of grey, RGB or CMYK samples. Components with fewer samples than the
 * picture are enlarged here: those with half as many along a side by weighing the two nearest 3 to
 * 1, as the JPEG group's decoder does, others by repeating.
 */
final class JpegPicture implements Rows {
    private enum Colours {
        GREY,
        RGB,
        YCC,
        CMYK,
        YCCK
    }

    private final int width;
    private final int height;
    private final Colours colours;
    private final boolean inverted;
    private final @Nullable ColorSpace space;
    private final JpegPlane[] planes;
    private final int[][] row;

    JpegPicture(JpegFrame frame, JpegNotes notes) {
        this.width = JpegFrame.ceil(frame.width * frame.scale, 8);
        this.height = JpegFrame.ceil(frame.height * frame.scale, 8);
        this.colours = colours(frame.components, notes);
        this.inverted = notes.transform() != JpegNotes.Transform.UNKNOWN;
        int count = frame.components.length;
        this.space = count == 1 ? null : notes.colourSpace(count);
        this.planes = new JpegPlane[count];
        this.row = new int[count][];
        for (int i = 0; i < count; i++) {
            planes[i] = new JpegPlane(frame, frame.components[i], width, height);
            row[i] = new int[width + 1];
        }
    }

    private static Colours colours(JpegComponent[] components, JpegNotes notes) {
        JpegNotes.Transform transform = notes.transform();
        if (components.length == 1) {
            return Colours.GREY;
        }
        if (components.length == 4) {
            return transform == JpegNotes.Transform.YCCK ? Colours.YCCK : Colours.CMYK;
        }
        boolean named =
                components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
        boolean rgb =
                transform == JpegNotes.Transform.NONE
                        || (named && !notes.jfif() && transform == JpegNotes.Transform.UNKNOWN);
        return rgb ? Colours.RGB : Colours.YCC;
    }

    /** The colour space of the samples, or null where it is sRGB or grey. */
    @Nullable ColorSpace space() {
        return space;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int bands() {
        return switch (colours) {
            case GREY -> 1;
            case RGB, YCC -> 3;
            case CMYK, YCCK -> space == null ? 3 : 4;
        };
    }

    @Override
    public void read(int y, int[] into) {
        if (colours == Colours.GREY) {
            planes[0].read(y, into);
            return;
        }
        for (int i = 0; i < planes.length; i++) {
            planes[i].read(y, row[i]);
        }
        switch (colours) {
            case YCC -> fromYcc(into, 3);
            case RGB -> interleave(into, 3);
            case YCCK -> {
                fromYcc(into, 4);
                invert(into, 4); // what was stored as a light colour is an amount of ink
                inks(into);
            }
            default -> {
                interleave(into, 4);
                inks(into);
            }
        }
    }

    private void interleave(int[] into, int step) {
        for (int band = 0; band < 3; band++) {
            int[] from = row[band];
            int to = band;
            for (int x = 0; x < width; x++, to += step) {
                into[to] = from[x];
            }
        }
    }

    private void fromYcc(int[] into, int step) {
        int[] luma = row[0];
        int[] blue = row[1];
        int[] red = row[2];
        int to = 0;
        for (int x = 0; x < width; x++, to += step) {
            int y = luma[x];
            int cb = blue[x] - 128;
            int cr = red[x] - 128;
            into[to] = clamp(y + (91_881 * cr + 32_768 >> 16));
            into[to + 1] = clamp(y - (22_554 * cb + 46_802 * cr - 32_768 >> 16));
            into[to + 2] = clamp(y + (116_130 * cb + 32_768 >> 16));
        }
    }

    /**
     * Four bands into amounts of ink, or, where no profile says what the inks look like, into RGB.
     * Adobe's programs, and so nearly all, store inks inverted: 255 is no ink.
     */
    private void inks(int[] into) {
        int[] black = row[3];
        for (int x = width - 1; x >= 0; x--) {
            into[4 * x + 3] = black[x];
        }
        if (inverted == (space != null)) {
            invert(into, 4);
        }
        if (space != null) {
            return;
        }
        int to = 0;
        for (int i = 0; i < 4 * width; i += 4) {
            int paper = into[i + 3];
            for (int band = 0; band < 3; band++) {
                into[to++] = (into[i + band] * paper + 127) / 255;
            }
        }
    }

    private void invert(int[] samples, int step) {
        for (int i = 0; i < step * width; i++) {
            samples[i] = 255 - samples[i];
        }
    }

    private static int clamp(int value) {
        return value < 0 ? 0 : value > 255 ? 255 : value;
    }
}
