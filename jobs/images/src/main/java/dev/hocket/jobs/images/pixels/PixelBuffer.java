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
 * A small picture in memory: {@code bands} unsigned bytes for each pixel, row after row.
 *
 * @param alpha whether the last band says how much is seen of a pixel, the other bands being as if
 *     all of it were
 * @param data owned by this record; whoever makes one gives the array away
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
public record PixelBuffer(int width, int height, int bands, boolean alpha, byte[] data) {

    public PixelBuffer(int width, int height, int bands, byte[] data) {
        this(width, height, bands, false, data);
    }

    /** How many bands are colours. */
    public int colours() {
        return alpha ? bands - 1 : bands;
    }

    /** The same size with other bands. */
    PixelBuffer with(int otherBands, boolean otherAlpha) {
        return new PixelBuffer(
                width, height, otherBands, otherAlpha, new byte[width * height * otherBands]);
    }

    /** A part from the middle. */
    public PixelBuffer middle(int partWidth, int partHeight) {
        if (partWidth == width && partHeight == height) {
            return this;
        }
        int row = partWidth * bands;
        byte[] part = new byte[partHeight * row];
        int left = (width - partWidth) / 2;
        int top = (height - partHeight) / 2;
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(data, ((top + y) * width + left) * bands, part, y * row, row);
        }
        return new PixelBuffer(partWidth, partHeight, bands, alpha, part);
    }

    /** Laid on white. */
    public PixelBuffer onWhite() {
        if (!alpha) {
            return this;
        }
        PixelBuffer result = with(bands - 1, false);
        int to = 0;
        for (int from = 0; from < data.length; from += bands) {
            int opacity = data[from + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                int value = data[from + band] & 0xff;
                result.data[to++] = (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
            }
        }
        return result;
    }

    /** The colours weighted by how much is seen of them, in place. */
    void premultiply() {
        for (int at = 0; alpha && at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                data[at + band] = (byte) (((data[at + band] & 0xff) * opacity + 127) / 255);
            }
        }
    }

    /** The opposite of {@link #premultiply}. */
    void unpremultiply() {
        for (int at = 0; alpha && at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1 && opacity > 0; band++) {
                int value = ((data[at + band] & 0xff) * 255 + opacity / 2) / opacity;
                data[at + band] = (byte) Math.min(255, value);
            }
        }
    }

    /** Set upright. */
    public PixelBuffer upright(Orientation orientation) {
        if (orientation == Orientation.UPRIGHT) {
            return this;
        }
        boolean swaps = orientation.swapsSides;
        int across = swaps ? height : width;
        int down = swaps ? width : height;
        byte[] to = new byte[data.length];
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
        return new PixelBuffer(across, down, bands, alpha, to);
    }

    /** As an image of the JDK's, which shares the array; grey or sRGB. */
    public BufferedImage asImage() {
        boolean grey = colours() == 1;
        ColorSpace space = ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(
                        space,
                        alpha,
                        false,
                        alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, asRaster(), false, null);
    }

    /** As a raster of the JDK's, which shares the array. */
    public WritableRaster asRaster() {
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
