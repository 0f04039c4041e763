package dev.hocket.jobs.images.imageio;

import dev.hocket.jobs.images.pixels.PixelRows;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The rows of an image of the JDK's, see-through parts kept or laid on white. Samples are taken as
 * they are stored, because {@code getRGB} converts the colours of each pixel, and changes greys;
 * only images of colours that are not stored sample by sample (palettes, packed ones) go that way.
 */
public final class BufferedImageRows implements PixelRows {
    private final BufferedImage image;
    private final Raster raster;
    private final int stored;
    private final int bands;
    private final boolean bySample;
    private final boolean alpha;
    private final boolean premultiplied;
    private final boolean kept;
    private final int[] shift;
    private final int @Nullable [] buffer;

    /** See-through parts are laid on white. */
    public BufferedImageRows(BufferedImage image) {
        this(image, false);
    }

    public BufferedImageRows(BufferedImage image, boolean keepAlpha) {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        this.image = image;
        this.raster = image.getRaster();
        this.bySample =
                model instanceof ComponentColorModel
                        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
        this.stored = raster.getNumBands();
        this.bands = bySample ? model.getNumColorComponents() : 3;
        this.alpha = model.hasAlpha();
        this.premultiplied = model.isAlphaPremultiplied();
        this.kept = keepAlpha && alpha;
        this.shift = bySample ? shifts(model) : new int[0];
        this.buffer = bySample && !plainBytes() ? new int[width() * stored] : null;
    }

    /** How far a sample of each band is shifted right to have eight bits; negative: left. */
    private static int[] shifts(ColorModel model) {
        int[] sizes = model.getComponentSize();
        int[] shifts = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            shifts[i] = sizes[i] - 8;
        }
        return shifts;
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    @Override
    public int bands() {
        return kept ? bands + 1 : bands;
    }

    /** How many bands are colours. */
    int colours() {
        return bands;
    }

    @Override
    public boolean alpha() {
        return kept;
    }

    /** The colour space of the samples, or null where it is sRGB or grey. */
    @Nullable ColorSpace space() {
        ColorSpace space = image.getColorModel().getColorSpace();
        return !bySample || bands == 1 || space.isCS_sRGB() ? null : space;
    }

    @Override
    public void read(int y, int[] into) {
        if (!bySample) {
            readPacked(y, into);
        } else if (buffer == null) {
            readBytes(y, into);
        } else {
            readSamples(y, into, buffer);
        }
    }

    /** Whether the raster is an array of bytes without a see-through part, pixel after pixel. */
    private boolean plainBytes() {
        return !alpha
                && raster.getDataBuffer() instanceof DataBufferByte
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && raster.getDataBuffer().getNumBanks() == 1
                && raster.getDataBuffer().getOffset() == 0;
    }

    private void readBytes(int y, int[] into) {
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
        int[] offsets = model.getBandOffsets();
        int step = model.getPixelStride();
        for (int band = 0; band < bands; band++) {
            int from = y * model.getScanlineStride() + offsets[band];
            for (int x = band; x < width() * bands; x += bands, from += step) {
                into[x] = data[from] & 0xff;
            }
        }
    }

    private void readSamples(int y, int[] into, int[] pixels) {
        raster.getPixels(0, y, width(), 1, pixels);
        int from = 0;
        int to = 0;
        for (int x = 0; x < width(); x++, from += stored) {
            int opacity = alpha ? eightBits(pixels[from + stored - 1], shift[stored - 1]) : 255;
            for (int band = 0; band < bands; band++) {
                int value = eightBits(pixels[from + band], shift[band]);
                into[to++] = kept ? seen(value, opacity) : onWhite(value, opacity);
            }
            if (kept) {
                into[to++] = opacity;
            }
        }
    }

    private void readPacked(int y, int[] into) {
        int width = width();
        image.getRGB(0, y, width, 1, into, 0, width);
        // From the end, so that the samples of a pixel overwrite only pixels already read.
        for (int x = width - 1; x >= 0; x--) {
            int argb = into[x];
            int opacity = argb >>> 24;
            int at = x * bands();
            if (kept) {
                into[at + 3] = opacity;
            }
            for (int band = 0; band < 3; band++) {
                int value = (argb >> (16 - 8 * band)) & 0xff;
                into[at + band] = kept ? value * opacity / 255 : over(value, opacity);
            }
        }
    }

    private static int eightBits(int sample, int shift) {
        return shift >= 0 ? sample >> shift : sample * 255 / ((1 << (8 + shift)) - 1);
    }

    private int seen(int value, int opacity) {
        return premultiplied ? value : (value * opacity + 127) / 255;
    }

    private int onWhite(int value, int opacity) {
        return premultiplied ? Math.min(255, value + 255 - opacity) : over(value, opacity);
    }

    private static int over(int value, int opacity) {
        return (value * opacity + 255 * (255 - opacity) + 127) / 255;
    }
}
