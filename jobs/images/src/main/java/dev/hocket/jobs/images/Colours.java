package dev.hocket.jobs.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Brings samples of a picture's own colour space to sRGB, which is what a JPEG without a profile
 * is.
 */
final class Colours {
    private Colours() {}

    /** The picture in sRGB. */
    static Samples toSrgb(Samples picture, ColorSpace space) {
        if (!picture.alpha()) {
            return convert(picture, space);
        }
        Samples colours = convert(copy(picture, picture.with(picture.colours(), false)), space);
        return opacity(picture, copy(colours, colours.with(4, true)));
    }

    /** The bands that both have, from one to the other. */
    static Samples copy(Samples from, Samples to) {
        int bands = Math.min(from.colours(), to.colours());
        for (int pixel = 0; pixel < from.width() * from.height(); pixel++) {
            int at = pixel * from.bands();
            System.arraycopy(from.data(), at, to.data(), pixel * to.bands(), bands);
        }
        return to;
    }

    /** The last band of one for that of the other. */
    static Samples opacity(Samples from, Samples to) {
        for (int pixel = 1; pixel <= from.width() * from.height(); pixel++) {
            to.data()[pixel * to.bands() - 1] = from.data()[pixel * from.bands() - 1];
        }
        return to;
    }

    private static Samples convert(Samples picture, ColorSpace space) {
        ComponentColorModel model =
                new ComponentColorModel(
                        space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage from = new BufferedImage(model, Encoder.raster(picture), false, null);
        Samples result =
                new Samples(
                        picture.width(),
                        picture.height(),
                        3,
                        new byte[picture.width() * picture.height() * 3]);
        new ColorConvertOp(null).filter(from, Encoder.image(result));
        return result;
    }
}
