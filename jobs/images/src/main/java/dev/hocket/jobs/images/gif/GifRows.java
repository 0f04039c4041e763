package dev.hocket.jobs.images.gif;

import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.pixels.PixelRows;
import dev.hocket.jobs.images.structure.GifStructure;
import java.util.Arrays;

/** The rows of a GIF's canvas with its first frame on it. */
final class GifRows implements PixelRows {
    private final GifStructure frame;
    private final byte[] indices;
    private final int[] palette;
    private final PixelFormat format;

    GifRows(byte[] file, GifStructure frame, byte[] indices, PixelFormat format) {
        this.frame = frame;
        this.indices = indices;
        this.palette = GifDecoder.palette(file, frame);
        this.format = format;
    }

    @Override
    public int width() {
        return frame.header().width();
    }

    @Override
    public int height() {
        return frame.header().height();
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public void read(int y, int[] into) {
        int bands = format.bands();
        Arrays.fill(into, 0, width() * bands, 0);
        int row = y - frame.y();
        if (row < 0 || row >= frame.height()) {
            return;
        }
        int to = frame.x() * bands;
        int from = row * frame.width();
        for (int x = 0; x < frame.width(); x++, to += bands) {
            int colour = palette[indices[from + x] & 0xff];
            into[to] = colour >> 16 & 0xff;
            into[to + 1] = colour >> 8 & 0xff;
            into[to + 2] = colour & 0xff;
            if (bands == 4) {
                into[to + 3] = colour >>> 24;
            }
        }
    }
}
