package dev.hocket.jobs.images.gif;

import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.structure.GifStructure;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Decodes the first picture of a GIF.
 *
 * <p>Written because of two faults of the reader in the JDK: it takes the first code after a clear
 * code for a pixel even if that is a clear code too, which garbles the rest, and it leaves a
 * picture empty where its codes end early. Here all pixels come, or the picture is refused.
 */
public final class GifDecoder {
    private static final int MOST_CODES = 4096;

    /** Where each of the four passes of an interlaced picture begins, and its step. */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private final byte[] file;
    private final ThumbnailSettings settings;

    /** A decoder of a file. */
    public GifDecoder(byte[] file, ThumbnailSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /** The first frame on its canvas, which is seen through where the frame does not lie. */
    public DecodedPicture decode() throws RejectedPictureException, InterruptedException {
        GifStructure frame = GifStructure.read(file);
        int width = frame.header().width();
        int height = frame.header().height();
        PictureLimits.check(width, height, settings);
        PictureLimits.check(frame.width(), frame.height(), settings);
        PictureLimits.checkMemory((long) frame.width() * frame.height() * 2);
        byte[] indices = pixels(frame);
        byte[] rows = frame.interlaced() ? inOrder(indices, frame) : indices;
        PixelFormat.Alpha alpha =
                frame.mayBeTransparent() ? PixelFormat.Alpha.PREMULTIPLIED : PixelFormat.Alpha.NONE;
        PixelFormat format =
                new PixelFormat(PixelFormat.Model.RGB, alpha, null, 8, Orientation.UPRIGHT);
        return DecodedPicture.of(new GifRows(file, frame, rows, format));
    }

    /** The indices of the frame's pixels, in the order in which they are stored. */
    private byte[] pixels(GifStructure frame)
            throws RejectedPictureException, InterruptedException {
        GifCodes codes = new GifCodes(file, frame.codes());
        byte[] pixels = new byte[frame.width() * frame.height()];
        int clear = codes.clear();
        int[] prefix = new int[MOST_CODES];
        byte[] last = new byte[MOST_CODES];
        int[] length = new int[MOST_CODES];
        for (int i = 0; i < clear; i++) {
            last[i] = (byte) i;
            length[i] = 1;
        }
        int next = clear + 2;
        int previous = -1;
        int given = 0;
        while (given < pixels.length) {
            int code = codes.next();
            if (code == clear) {
                next = clear + 2;
                previous = -1;
                codes.restart();
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while an image was decoded");
                }
                continue;
            }
            if (code == clear + 1 || code < 0) {
                throw RejectedPictureException.cutShort(
                        String.format(
                                Locale.ROOT,
                                "its first frame has %,d of %,d pixels",
                                given,
                                pixels.length));
            }
            if (code > next || (code == next && previous < 0)) {
                throw RejectedPictureException.damaged(
                        "code " + code + " of its first frame is not defined");
            }
            if (previous >= 0 && next < MOST_CODES) {
                prefix[next] = previous;
                length[next] = length[previous] + 1;
                last[next] = first(code == next ? previous : code, prefix, last, clear);
                next++;
                codes.widen(next);
            }
            given = put(code, pixels, given, prefix, last, length);
            previous = code;
        }
        return pixels;
    }

    private static byte first(int code, int[] prefix, byte[] last, int clear) {
        int at = code;
        while (at >= clear) {
            at = prefix[at];
        }
        return last[at];
    }

    /** Puts the pixels of a code, from its last one; those beyond the picture are left out. */
    private static int put(
            int code, byte[] pixels, int from, int[] prefix, byte[] last, int[] length) {
        int end = from + length[code];
        int at = code;
        for (int i = end - 1; i >= from; i--) {
            if (i < pixels.length) {
                pixels[i] = last[at];
            }
            at = prefix[at];
        }
        return Math.min(end, pixels.length);
    }

    private static byte[] inOrder(byte[] stored, GifStructure frame) {
        int width = frame.width();
        byte[] rows = new byte[stored.length];
        int from = 0;
        for (int[] pass : PASSES) {
            for (int y = pass[0]; y < frame.height(); y += pass[1], from += width) {
                System.arraycopy(stored, from, rows, y * width, width);
            }
        }
        return rows;
    }

    /** Colours of a picture that brings none: black and white, as the oldest viewers have it. */
    static int[] palette(byte[] file, GifStructure frame) {
        int[] palette = new int[256];
        if (frame.colours() == 0) {
            palette[0] = 0xff000000;
            palette[1] = 0xffffffff;
            return palette;
        }
        Arrays.setAll(
                palette, i -> i < frame.colours() ? colour(file, frame.palette() + 3 * i) : 0);
        if (frame.transparent() >= 0) {
            palette[frame.transparent()] = 0;
        }
        return palette;
    }

    private static int colour(byte[] file, int at) {
        return 0xff000000
                | (file[at] & 0xff) << 16
                | (file[at + 1] & 0xff) << 8
                | (file[at + 2] & 0xff);
    }
}
