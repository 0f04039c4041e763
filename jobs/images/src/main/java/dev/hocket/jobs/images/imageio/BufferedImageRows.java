package dev.hocket.jobs.images.imageio;

import dev.hocket.jobs.images.pixels.ColourProfiles;
import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.pixels.PixelRows;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an image of the JDK's. Samples are taken as they are stored, because {@code getRGB}
 * converts the colours of each pixel, and changes greys; only images of colours that are not stored
 * sample by sample (palettes, packed ones) go that way.
 */
public final class BufferedImageRows implements PixelRows {
    private final BufferedImage image;
    private final Raster raster;
    private final PixelFormat format;
    private final int stored;
    private final int colours;
    private final boolean bySample;
    private final boolean alpha;
    private final boolean premultiplied;
    private final int[] most;
    private final int @Nullable [] buffer;

    /**
     * The rows of an image.
     *
     * @param header what its file says of orientation and profile
     */
    public BufferedImageRows(BufferedImage image, PictureHeader header)
            throws RejectedPictureException {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        this.image = image;
        raster = image.getRaster();
        bySample =
                model instanceof ComponentColorModel
                        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
        stored = raster.getNumBands();
        colours = bySample ? model.getNumColorComponents() : 3;
        alpha = model.hasAlpha();
        premultiplied = model.isAlphaPremultiplied();
        format = format(model, header);
        most = bySample ? most(model) : new int[0];
        buffer = bySample && !plainBytes() ? new int[width() * stored] : null;
    }

    private PixelFormat format(ColorModel model, PictureHeader header)
            throws RejectedPictureException {
        PixelFormat.Model kind =
                switch (colours) {
                    case 1 -> PixelFormat.Model.GREY;
                    case 3 -> PixelFormat.Model.RGB;
                    case 4 -> PixelFormat.Model.CMYK;
                    default ->
                            throw RejectedPictureException.unsupported(
                                    String.format(
                                            Locale.ROOT,
                                            "an image of %d colours per pixel",
                                            colours),
                                    "convert it to RGB");
                };
        ColorSpace space = model.getColorSpace();
        boolean other =
                bySample
                        && space.getType() != ColorSpace.TYPE_RGB
                        && space.getType() != ColorSpace.TYPE_GRAY
                        && space.getType() != ColorSpace.TYPE_CMYK;
        return new PixelFormat(
                kind,
                alpha ? PixelFormat.Alpha.PREMULTIPLIED : PixelFormat.Alpha.NONE,
                other ? space : ColourProfiles.space(header.profile(), kind),
                bySample ? model.getComponentSize(0) : 8,
                header.orientation());
    }

    /** The greatest sample of each band. */
    private static int[] most(ColorModel model) {
        int[] most = new int[model.getNumComponents()];
        for (int i = 0; i < most.length; i++) {
            most[i] = (1 << model.getComponentSize(i)) - 1;
        }
        return most;
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
    public PixelFormat format() {
        return format;
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

    /** Whether the raster is an array of opaque pixels of bytes, one after the other. */
    private boolean plainBytes() {
        return !alpha
                && image.getColorModel().getComponentSize(0) == 8
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
        for (int band = 0; band < colours; band++) {
            int from = y * model.getScanlineStride() + offsets[band];
            for (int x = band; x < width() * colours; x += colours, from += step) {
                into[x] = data[from] & 0xff;
            }
        }
    }

    private void readSamples(int y, int[] into, int[] pixels) {
        raster.getPixels(0, y, width(), 1, pixels);
        int from = 0;
        int to = 0;
        for (int x = 0; x < width(); x++, from += stored) {
            int opacity = alpha ? eightBits(pixels[from + stored - 1], most[stored - 1]) : 255;
            for (int band = 0; band < colours; band++) {
                int value = eightBits(pixels[from + band], most[band]);
                into[to++] = premultiplied ? value : seen(value, opacity);
            }
            if (alpha) {
                into[to++] = opacity;
            }
        }
    }

    private void readPacked(int y, int[] into) {
        int width = width();
        image.getRGB(0, y, width, 1, into, 0, width);
        int bands = format.bands();
        // From the end, so that the samples of a pixel overwrite only pixels already read.
        for (int x = width - 1; x >= 0; x--) {
            int argb = into[x];
            int opacity = alpha ? argb >>> 24 : 255;
            int at = x * bands;
            if (alpha) {
                into[at + 3] = opacity;
            }
            for (int band = 0; band < 3; band++) {
                into[at + band] = seen((argb >> (16 - 8 * band)) & 0xff, opacity);
            }
        }
    }

    private static int eightBits(int sample, int most) {
        return most == 255 ? sample : (sample * 255 + most / 2) / most;
    }

    private static int seen(int value, int opacity) {
        return opacity == 255 ? value : (value * opacity + 127) / 255;
    }
}
