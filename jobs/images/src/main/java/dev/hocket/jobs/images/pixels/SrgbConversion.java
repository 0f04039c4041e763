package dev.hocket.jobs.images.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Brings samples of a picture's own colour space to sRGB, which is what a JPEG without a profile
 * is.
 */
public final class SrgbConversion {
    private SrgbConversion() {}

    /** The picture in sRGB. */
    public static PixelBuffer toSrgb(PixelBuffer picture, ColorSpace space) {
        if (!picture.alpha()) {
            return convert(picture, space);
        }
        PixelBuffer colours = convert(copy(picture, picture.with(picture.colours(), false)), space);
        return opacity(picture, copy(colours, colours.with(4, true)));
    }

    /** The bands that both have, from one to the other. */
    static PixelBuffer copy(PixelBuffer from, PixelBuffer to) {
        int bands = Math.min(from.colours(), to.colours());
        for (int pixel = 0; pixel < from.width() * from.height(); pixel++) {
            int at = pixel * from.bands();
            System.arraycopy(from.data(), at, to.data(), pixel * to.bands(), bands);
        }
        return to;
    }

    /** The last band of one for that of the other. */
    static PixelBuffer opacity(PixelBuffer from, PixelBuffer to) {
        for (int pixel = 1; pixel <= from.width() * from.height(); pixel++) {
            to.data()[pixel * to.bands() - 1] = from.data()[pixel * from.bands() - 1];
        }
        return to;
    }

    private static PixelBuffer convert(PixelBuffer picture, ColorSpace space) {
        ComponentColorModel model =
                new ComponentColorModel(
                        space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage from = new BufferedImage(model, picture.asRaster(), false, null);
        PixelBuffer result =
                new PixelBuffer(
                        picture.width(),
                        picture.height(),
                        3,
                        new byte[picture.width() * picture.height() * 3]);
        new ColorConvertOp(null).filter(from, result.asImage());
        return result;
    }
}
