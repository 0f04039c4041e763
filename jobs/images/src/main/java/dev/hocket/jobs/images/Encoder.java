package dev.hocket.jobs.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes a file's bytes of grey or sRGB samples, by the JDK. */
final class Encoder {
    private Encoder() {}

    /** The result's bytes, without metadata. */
    static byte[] encode(Samples picture, Encoding encoding) throws IOException, Damage {
        return switch (encoding.format()) {
            case JPEG -> jpeg(picture.onWhite(), encoding.quality());
            case PNG -> write(Readers.PNG_WRITER, picture, -1);
            case WEBP ->
                    throw new Damage(
                            "WebP is written by libvips, which is not installed (Debian's package"
                                    + " is libvips42); install it, or choose another format");
        };
    }

    static byte[] jpeg(Samples picture, float quality) throws IOException {
        return write(Readers.JPEG_WRITER, picture, quality);
    }

    /** A quality below zero is none. */
    private static byte[] write(ImageWriterSpi provider, Samples picture, float quality)
            throws IOException {
        ImageWriter writer = provider.createWriterInstance();
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (quality >= 0) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(image(picture), null, null), param);
            }
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    /** The samples as an image of the JDK's, which shares their array. */
    static BufferedImage image(Samples picture) {
        boolean grey = picture.colours() == 1;
        ColorSpace space = ColorSpace.getInstance(grey ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel model =
                new ComponentColorModel(
                        space,
                        picture.alpha(),
                        false,
                        picture.alpha()
                                ? ComponentColorModel.TRANSLUCENT
                                : ComponentColorModel.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster(picture), false, null);
    }

    static WritableRaster raster(Samples picture) {
        int bands = picture.bands();
        int[] offsets = new int[bands];
        Arrays.setAll(offsets, i -> i);
        return Raster.createInterleavedRaster(
                new DataBufferByte(picture.data(), picture.data().length),
                picture.width(),
                picture.height(),
                picture.width() * bands,
                bands,
                offsets,
                null);
    }
}
