package dev.hocket.jobs.images.structure;

import dev.hocket.jobs.images.ThumbnailSettings;
import java.util.Locale;

/** Refuses pictures that claim more than the settings, or the memory, allow. */
public final class PictureLimits {
    private PictureLimits() {}

    public static void check(long width, long height, ThumbnailSettings settings)
            throws RejectedPictureException {
        if (width < 1 || height < 1) {
            throw RejectedPictureException.damaged(
                    String.format(Locale.ROOT, "it says that it is %d x %d pixels", width, height));
        }
        if (width * height > settings.maxPixels()) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "it claims %,d x %,d pixels, that is %,d, and the limit is %,d; if you"
                                    + " trust the image, raise the limit with --max-pixels"
                                    + " (withLimits(...) in code)",
                            width,
                            height,
                            width * height,
                            settings.maxPixels()));
        }
    }

    /** Checks that what decoding takes is well below what this JVM may use. */
    public static void checkMemory(long bytes) throws RejectedPictureException {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most / 4 * 3) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "decoding it takes about %,d MB of memory and this JVM may use %,d MB;"
                                    + " give it more, such as -Xmx%dm",
                            bytes >> 20,
                            most >> 20,
                            (bytes >> 20) * 2));
        }
    }

    public static void checkBytes(long bytes, ThumbnailSettings settings)
            throws RejectedPictureException {
        if (bytes > settings.maxBytes()) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "the file has %,d bytes and the limit is %,d; if you trust it, raise"
                                    + " the limit with --max-bytes (withLimits(...) in code)",
                            bytes,
                            settings.maxBytes()));
        }
    }
}
