package dev.hocket.jobs.images;

/** Refuses pictures that claim more than the settings, or the memory, allow. */
final class Limits {
    private Limits() {}

    static void check(long width, long height, ThumbnailSettings settings) throws Damage {
        if (width < 1 || height < 1) {
            throw Damage.broken("it says that it is %d x %d pixels".formatted(width, height));
        }
        if (width * height > settings.maxPixels()) {
            throw new Damage(
                    ("it claims %,d x %,d pixels, that is %,d, and the limit is %,d; if the picture"
                                    + " is to be trusted, raise the limit with --max-pixels"
                                    + " (limits(...) in code)")
                            .formatted(width, height, width * height, settings.maxPixels()));
        }
    }

    /** Checks that what decoding takes is well below what this JVM may use. */
    static void checkMemory(long bytes) throws Damage {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most / 4 * 3) {
            throw new Damage(
                    ("decoding it takes about %,d MB of memory and this JVM may use %,d MB; give it"
                                    + " more, such as -Xmx%dm")
                            .formatted(bytes >> 20, most >> 20, (bytes >> 20) * 2));
        }
    }

    static void checkBytes(long bytes, ThumbnailSettings settings) throws Damage {
        if (bytes > settings.maxBytes()) {
            throw new Damage(
                    ("the file has %,d bytes and the limit is %,d; if it is to be trusted, raise"
                                    + " the limit with --max-bytes (limits(...) in code)")
                            .formatted(bytes, settings.maxBytes()));
        }
    }
}
