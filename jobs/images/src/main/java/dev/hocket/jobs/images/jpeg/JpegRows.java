package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.pixels.ColourProfiles;
import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.pixels.PixelRows;

/**
 * A decoded JPEG as rows of grey, RGB or CMYK samples. Components with fewer samples than the
 * picture are enlarged here: those with half as many along a side by weighing the two nearest 3 to
 * 1, as the JPEG group's decoder does, others by repeating.
 */
public final class JpegRows implements PixelRows {
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
    private final PixelFormat format;
    private final JpegPlane[] planes;
    private final int[][] row;

    JpegRows(JpegFrame frame, JpegMetadata notes) {
        this.width = JpegFrame.ceil(frame.width * frame.scale, 8);
        this.height = JpegFrame.ceil(frame.height * frame.scale, 8);
        this.colours = colours(frame.components, notes);
        this.inverted = notes.transform() != JpegMetadata.Transform.UNKNOWN;
        int count = frame.components.length;
        PixelFormat.Model model =
                switch (count) {
                    case 1 -> PixelFormat.Model.GREY;
                    case 3 -> PixelFormat.Model.RGB;
                    default -> PixelFormat.Model.CMYK;
                };
        this.format =
                new PixelFormat(
                        model,
                        PixelFormat.Alpha.NONE,
                        ColourProfiles.space(notes.profile(), model),
                        8,
                        frame.orientation);
        this.planes = new JpegPlane[count];
        this.row = new int[count][];
        for (int i = 0; i < count; i++) {
            planes[i] = new JpegPlane(frame, frame.components[i], width, height);
            row[i] = new int[width + 1];
        }
    }

    private static Colours colours(JpegComponent[] components, JpegMetadata notes) {
        JpegMetadata.Transform transform = notes.transform();
        if (components.length == 1) {
            return Colours.GREY;
        }
        if (components.length == 4) {
            return transform == JpegMetadata.Transform.YCCK ? Colours.YCCK : Colours.CMYK;
        }
        boolean named =
                components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
        boolean rgb =
                transform == JpegMetadata.Transform.NONE
                        || (named && !notes.jfif() && transform == JpegMetadata.Transform.UNKNOWN);
        return rgb ? Colours.RGB : Colours.YCC;
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
    public PixelFormat format() {
        return format;
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
        if (colours == Colours.YCC || colours == Colours.YCCK) {
            toRgb(row[0], row[1], row[2]);
        }
        if (colours == Colours.YCCK) {
            for (int band = 0; band < 3; band++) {
                invert(row[band]); // stored as lights are the amounts of ink
            }
        }
        if (planes.length == 3) {
            interleave(into, 3);
        } else {
            inks(into);
        }
    }

    private void interleave(int[] into, int bands) {
        for (int band = 0; band < bands; band++) {
            int[] from = row[band];
            int to = band;
            for (int x = 0; x < width; x++, to += bands) {
                into[to] = from[x];
            }
        }
    }

    /** Brightness and two differences become red, green and blue, in place. */
    private void toRgb(int[] first, int[] second, int[] third) {
        for (int x = 0; x < width; x++) {
            int y = first[x];
            int cb = second[x] - 128;
            int cr = third[x] - 128;
            first[x] = clamp(y + ((91_881 * cr + 32_768) >> 16));
            second[x] = clamp(y - ((22_554 * cb + 46_802 * cr - 32_768) >> 16));
            third[x] = clamp(y + ((116_130 * cb + 32_768) >> 16));
        }
    }

    /** Adobe's programs, and so nearly all, store inks inverted: 255 is no ink. */
    private void inks(int[] into) {
        if (inverted) {
            for (int[] band : row) {
                invert(band);
            }
        }
        interleave(into, 4);
    }

    private void invert(int[] samples) {
        for (int x = 0; x < width; x++) {
            samples[x] = 255 - samples[x];
        }
    }

    private static int clamp(int value) {
        return value < 0 ? 0 : value > 255 ? 255 : value;
    }
}
