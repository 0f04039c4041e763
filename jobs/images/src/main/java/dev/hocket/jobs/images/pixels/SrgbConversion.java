package dev.hocket.jobs.images.pixels;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * Brings a picture's own colours to sRGB, and its own greys to greys with the curve of sRGB, which
 * is what a file without a profile is. It does so once: after it there is no profile.
 */
public final class SrgbConversion {
    private SrgbConversion() {}

    /** The picture in sRGB or grey, its alpha straight. */
    public static PixelBuffer apply(PixelBuffer picture) {
        PixelBuffer straight = picture.straight();
        PixelFormat format = straight.format();
        ColorSpace space = format.profile();
        if (space == null) {
            return format.model() == PixelFormat.Model.CMYK ? plainInks(straight) : straight;
        }
        PixelBuffer result = straight.empty(format.inSrgb());
        if (format.model() == PixelFormat.Model.GREY) {
            return grey(straight, result, space);
        }
        if (!format.hasAlpha()) {
            return convert(straight, result, space);
        }
        PixelFormat opaque = format.with(PixelFormat.Alpha.NONE);
        PixelBuffer colours = straight.empty(opaque).copyFrom(straight);
        PixelBuffer converted = convert(colours, straight.empty(opaque.inSrgb()), space);
        return result.copyFrom(straight).copyFrom(converted);
    }

    private static PixelBuffer convert(PixelBuffer picture, PixelBuffer result, ColorSpace space) {
        ComponentColorModel model =
                new ComponentColorModel(
                        space, false, false, ComponentColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage from = new BufferedImage(model, picture.asRaster(), false, null);
        new ColorConvertOp(null).filter(from, result.asImage());
        return result;
    }

    private static PixelBuffer grey(PixelBuffer picture, PixelBuffer result, ColorSpace space) {
        byte[] shown = new byte[256];
        for (int level = 0; level < 256; level++) {
            shown[level] = (byte) Math.round(255 * space.toRGB(new float[] {level / 255f})[1]);
        }
        result.copyFrom(picture);
        byte[] data = result.data();
        for (int at = 0; at < data.length; at += result.bands()) {
            data[at] = shown[data[at] & 0xff];
        }
        return result;
    }

    /** Inks of which nothing is known: each takes its colour away, and black takes all. */
    private static PixelBuffer plainInks(PixelBuffer picture) {
        PixelBuffer result = picture.empty(picture.format().inSrgb()).copyFrom(picture);
        byte[] from = picture.data();
        byte[] to = result.data();
        int at = 0;
        for (int i = 0; i < to.length; i += result.bands(), at += picture.bands()) {
            int paper = 255 - (from[at + 3] & 0xff);
            for (int band = 0; band < 3; band++) {
                to[i + band] = (byte) (((255 - (from[at + band] & 0xff)) * paper + 127) / 255);
            }
        }
        return result;
    }
}
