package dev.hocket.jobs.images.pixels;

import dev.hocket.jobs.images.structure.Orientation;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * A small picture in memory: unsigned bytes, pixel after pixel, row after row.
 *
 * @param format what the bytes mean
 * @param data owned by this record; whoever makes one gives the array away
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
public record PixelBuffer(int width, int height, PixelFormat format, byte[] data) {
    /** An empty one of the same size with another format. */
    PixelBuffer empty(PixelFormat other) {
        return new PixelBuffer(width, height, other, new byte[width * height * other.bands()]);
    }

    /** How many bytes a pixel has. */
    public int bands() {
        return format.bands();
    }

    /** How many bands are colours. */
    public int colours() {
        return format.model().colours;
    }

    /** A part from the middle. */
    public PixelBuffer middle(int partWidth, int partHeight) {
        if (partWidth == width && partHeight == height) {
            return this;
        }
        int bands = bands();
        int row = partWidth * bands;
        byte[] part = new byte[partHeight * row];
        int left = (width - partWidth) / 2;
        int top = (height - partHeight) / 2;
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(data, ((top + y) * width + left) * bands, part, y * row, row);
        }
        return new PixelBuffer(partWidth, partHeight, format, part);
    }

    /** Laid on white. */
    public PixelBuffer onWhite() {
        if (!format.hasAlpha()) {
            return this;
        }
        PixelBuffer straight = straight();
        int bands = bands();
        PixelBuffer result = empty(format.with(PixelFormat.Alpha.NONE));
        int to = 0;
        for (int from = 0; from < data.length; from += bands) {
            int opacity = data[from + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                int value = straight.data[from + band] & 0xff;
                result.data[to++] = (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
            }
        }
        return result;
    }

    /** The colours multiplied by the alpha, if there is one. */
    public PixelBuffer premultiplied() {
        if (format.alpha() != PixelFormat.Alpha.STRAIGHT) {
            return this;
        }
        PixelBuffer result = empty(format.with(PixelFormat.Alpha.PREMULTIPLIED));
        int bands = bands();
        for (int at = 0; at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                result.data[at + band] = (byte) (((data[at + band] & 0xff) * opacity + 127) / 255);
            }
            result.data[at + bands - 1] = (byte) opacity;
        }
        return result;
    }

    /** The colours as if all were opaque, if there is an alpha. */
    public PixelBuffer straight() {
        if (format.alpha() != PixelFormat.Alpha.PREMULTIPLIED) {
            return this;
        }
        PixelBuffer result = empty(format.with(PixelFormat.Alpha.STRAIGHT));
        int bands = bands();
        for (int at = 0; at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1 && opacity > 0; band++) {
                int value = ((data[at + band] & 0xff) * 255 + opacity / 2) / opacity;
                result.data[at + band] = (byte) Math.min(255, value);
            }
            result.data[at + bands - 1] = (byte) opacity;
        }
        return result;
    }

    /** The bands that both have, from another picture of the same size, and its alpha. */
    PixelBuffer copyFrom(PixelBuffer from) {
        int shared = Math.min(from.colours(), colours());
        int bands = bands();
        int theirs = from.bands();
        boolean alpha = format.hasAlpha() && from.format.hasAlpha();
        for (int pixel = 0; pixel < width * height; pixel++) {
            System.arraycopy(from.data, pixel * theirs, data, pixel * bands, shared);
            if (alpha) {
                data[(pixel + 1) * bands - 1] = from.data[(pixel + 1) * theirs - 1];
            }
        }
        return this;
    }

    /** Turned as its orientation asks. */
    public PixelBuffer upright() {
        Orientation orientation = format.orientation();
        if (orientation == Orientation.UPRIGHT) {
            return this;
        }
        boolean swaps = orientation.swapsSides;
        int across = swaps ? height : width;
        int down = swaps ? width : height;
        byte[] to = new byte[data.length];
        int bands = bands();
        int at = 0;
        for (int y = 0; y < down; y++) {
            int line = orientation.fromBottom ? down - 1 - y : y;
            for (int x = 0; x < across; x++) {
                int column = orientation.fromRight ? across - 1 - x : x;
                int pixel = swaps ? column * width + line : line * width + column;
                for (int band = 0; band < bands; band++) {
                    to[at++] = data[pixel * bands + band];
                }
            }
        }
        return new PixelBuffer(across, down, format.upright(), to);
    }

    /** As an image of the JDK's, which shares the array; grey or sRGB. */
    public BufferedImage asImage() {
        boolean grey = colours() == 1;
        ColorSpace space = ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(
                        space,
                        format.hasAlpha(),
                        format.alpha() == PixelFormat.Alpha.PREMULTIPLIED,
                        format.hasAlpha()
                                ? ComponentColorModel.TRANSLUCENT
                                : ComponentColorModel.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, asRaster(), false, null);
    }

    /** As a raster of the JDK's, which shares the array. */
    public WritableRaster asRaster() {
        int bands = bands();
        int[] offsets = new int[bands];
        Arrays.setAll(offsets, i -> i);
        return Raster.createInterleavedRaster(
                new DataBufferByte(data, data.length),
                width,
                height,
                width * bands,
                bands,
                offsets,
                null);
    }
}
