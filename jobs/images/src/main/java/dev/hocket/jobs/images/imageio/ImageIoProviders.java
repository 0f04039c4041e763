package dev.hocket.jobs.images.imageio;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.hocket.jobs.images.structure.PictureFormat;
import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * Which reader reads which format. They are chosen here, by class, because the order in which
 * ImageIO offers its plugins depends on the class path. A provider is safe for use by several
 * threads; the readers it makes are not, so each picture gets its own.
 */
public final class ImageIoProviders {
    static {
        // No display is ever needed; without this, AWT looks for one when it is first loaded.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        javax.imageio.ImageIO.setUseCache(false);
    }

    private static final ImageReaderSpi PNG = builtIn(ImageReaderSpi.class, "png");
    private static final ImageReaderSpi BMP = builtIn(ImageReaderSpi.class, "bmp");
    private static final ImageReaderSpi TIFF = new TIFFImageReaderSpi();
    private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();

    public static final ImageWriterSpi JPEG_WRITER = builtIn(ImageWriterSpi.class, "jpeg");

    static final ImageWriterSpi PNG_WRITER = builtIn(ImageWriterSpi.class, "png");

    private ImageIoProviders() {}

    static ImageReaderSpi of(PictureFormat format) {
        return switch (format) {
            case JPEG, GIF ->
                    throw new IllegalArgumentException(format + " has a decoder of its own");
            case PNG -> PNG;
            case BMP -> BMP;
            case TIFF -> TIFF;
            case WEBP -> WEBP;
        };
    }

    /** The provider that the JDK itself brings for a format. */
    private static <T extends ImageReaderWriterSpi> T builtIn(Class<T> kind, String format) {
        Iterator<T> all = IIORegistry.getDefaultInstance().getServiceProviders(kind, true);
        while (all.hasNext()) {
            T provider = all.next();
            boolean ofJdk = provider.getClass().getModule() == IIORegistry.class.getModule();
            for (String name : provider.getFormatNames()) {
                if (ofJdk && name.equals(format)) {
                    return provider;
                }
            }
        }
        throw new IllegalStateException(
                "this Java runtime has no %s for %s; use one with the complete java.desktop module"
                        .formatted(kind.getSimpleName(), format));
    }
}
