package dev.hocket.jobs.images.imageio;

import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes a file's bytes of grey or sRGB samples, by the JDK. */
public final class ImageIoEncoder {
    private ImageIoEncoder() {}

    /** The result's bytes, without metadata. */
    public static byte[] encode(PixelBuffer picture, PictureEncoding encoding)
            throws IOException, RejectedPictureException {
        return switch (encoding.format()) {
            case JPEG -> jpeg(picture.onWhite(), encoding.quality());
            case PNG -> write(ImageIoProviders.PNG_WRITER, picture, -1);
            case WEBP ->
                    throw new RejectedPictureException(
                            "WebP is written by libvips, which is not installed (Debian's package"
                                    + " is libvips42); install it, or choose another format");
        };
    }

    public static byte[] jpeg(PixelBuffer picture, float quality) throws IOException {
        return write(ImageIoProviders.JPEG_WRITER, picture, quality);
    }

    /** A quality below zero is none. */
    private static byte[] write(ImageWriterSpi provider, PixelBuffer picture, float quality)
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
                writer.write(null, new IIOImage(picture.asImage(), null, null), param);
            }
            return bytes.toByteArray();
        } finally {
            writer.dispose();
        }
    }
}
