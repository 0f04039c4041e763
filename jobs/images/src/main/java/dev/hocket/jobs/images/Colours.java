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
