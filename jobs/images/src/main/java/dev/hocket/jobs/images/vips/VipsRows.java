package dev.hocket.jobs.images.vips;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.pixels.PixelRows;
import java.lang.foreign.MemorySegment;

/** The rows of an image of libvips', computed strip by strip on the thread that reads them. */
final class VipsRows implements PixelRows, AutoCloseable {
    /** libvips could not compute a row; what it says of it is among its complaints. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final VipsLibrary library;
    private final PixelFormat format;
    private final int width;
    private final int height;
    private final boolean wide;
    private final byte[] row;
    private final long region;
    private long strip;
    private MemorySegment rows = MemorySegment.NULL;
    private int first;
    private int end;

    VipsRows(VipsLibrary library, long image, PixelFormat format) {
        this.library = library;
        this.format = format;
        width = library.width(image);
        height = library.height(image);
        wide = format.depth() == 16;
        row = new byte[wide ? 0 : width * format.bands()];
        region = library.region(image);
        if (region == 0) {
            throw new Unreadable();
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public void read(int y, int[] into) {
        while (y >= end) {
            fetch();
        }
        int bands = format.bands();
        int length = width * bands;
        long from = (long) (y - first) * length;
        if (wide) {
            for (int i = 0; i < length; i++) {
                into[i] = eightBits(from + i);
            }
        } else {
            MemorySegment.copy(rows, JAVA_BYTE, from, row, 0, length);
            for (int i = 0; i < length; i++) {
                into[i] = row[i] & 0xff;
            }
        }
        if (format.hasAlpha()) {
            premultiply(into, bands);
        }
    }

    private int eightBits(long i) {
        return ((rows.get(JAVA_SHORT_UNALIGNED, 2 * i) & 0xffff) * 255 + 32_767) / 65_535;
    }

    private void premultiply(int[] row, int bands) {
        for (int at = 0; at < width * bands; at += bands) {
            int opacity = row[at + bands - 1];
            for (int band = 0; opacity < 255 && band < bands - 1; band++) {
                row[at + band] = (row[at + band] * opacity + 127) / 255;
            }
        }
    }

    private void fetch() {
        library.free(strip);
        first = end;
        end = Math.min(height, first + VipsLibrary.STRIP);
        long bytes = (long) width * (end - first) * format.bands() * (wide ? 2 : 1);
        strip = library.strip(region, first, width, end - first, bytes);
        if (strip == 0) {
            throw new Unreadable();
        }
        rows = VipsLibrary.memory(strip, bytes);
    }

    @Override
    public void close() {
        library.free(strip);
        library.release(region);
    }
}
