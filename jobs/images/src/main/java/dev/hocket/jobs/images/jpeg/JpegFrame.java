package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.ResizePlan;
import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureLimits;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Arrays;
import java.util.Locale;

/** The frame of a JPEG: its size, its components, and the size that it is decoded to. */
public final class JpegFrame {
    final int width;
    final int height;
    final boolean progressive;
    final JpegComponent[] components;

    /** How the picture is set upright, as far as its header had said by then. */
    final Orientation orientation;

    /** A block of 8 by 8 pixels becomes one of {@code scale} by {@code scale}. */
    final int scale;

    final int maxAcross;
    final int maxDown;

    private JpegFrame(
            int width,
            int height,
            boolean progressive,
            JpegComponent[] components,
            Orientation orientation,
            int scale) {
        this.width = width;
        this.height = height;
        this.progressive = progressive;
        this.components = components;
        this.orientation = orientation;
        this.scale = scale;
        int across = 1;
        int down = 1;
        for (JpegComponent component : components) {
            across = Math.max(across, component.across);
            down = Math.max(down, component.down);
        }
        this.maxAcross = across;
        this.maxDown = down;
    }

    static JpegFrame read(
            FileBytes bytes,
            int at,
            boolean progressive,
            ThumbnailSettings settings,
            Orientation orientation)
            throws RejectedPictureException {
        int height = bytes.u16(at + 1L);
        int width = bytes.u16(at + 3L);
        int count = bytes.u8(at + 5L);
        PictureLimits.check(width, height, settings);
        if (count != 1 && count != 3 && count != 4) {
            throw RejectedPictureException.damaged("it has " + count + " components");
        }
        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++) {
            int sampling = bytes.u8(at + 7 + 3L * i);
            int across = sampling >> 4;
            int down = sampling & 15;
            if (across < 1 || across > 4 || down < 1 || down > 4) {
                throw RejectedPictureException.damaged(
                        String.format(Locale.ROOT, "a component sampled %d x %d", across, down));
            }
            int quant = bytes.u8(at + 8 + 3L * i) & 3;
            components[i] = new JpegComponent(bytes.u8(at + 6 + 3L * i), across, down, quant);
        }
        int scale = ResizePlan.of(settings, width, height, orientation).eighths();
        JpegFrame frame = new JpegFrame(width, height, progressive, components, orientation, scale);
        frame.layOut();
        return frame;
    }

    private void layOut() throws RejectedPictureException {
        int unitsAcross = ceil(width, 8 * maxAcross);
        int unitsDown = ceil(height, 8 * maxDown);
        long needed = 0;
        for (JpegComponent c : components) {
            c.blocksAcross = ceil(ceil(width * c.across, maxAcross), 8);
            c.blocksDown = ceil(ceil(height * c.down, maxDown), 8);
            c.paddedAcross = unitsAcross * c.across;
            c.paddedDown = unitsDown * c.down;
            c.size = size(c);
            long blocks = (long) c.paddedAcross * c.paddedDown;
            needed += blocks * c.size * c.size + (progressive ? blocks * 128 : 0);
            if (blocks * 64 > Integer.MAX_VALUE - 64) {
                throw new RejectedPictureException(
                        String.format(
                                Locale.ROOT,
                                "%,d x %,d pixels are more than can be decoded",
                                width,
                                height));
            }
        }
        PictureLimits.checkMemory(needed);
        for (JpegComponent c : components) {
            int blocks = c.paddedAcross * c.paddedDown;
            c.plane = new byte[blocks * c.size * c.size];
            c.coefficients = new short[progressive ? blocks * 64 : 0];
        }
    }

    /** A component with fewer samples is reduced less, so that it need not be enlarged again. */
    private int size(JpegComponent c) {
        int size = scale;
        while (size <= 4
                && maxAcross * scale % (c.across * size * 2) == 0
                && maxDown * scale % (c.down * size * 2) == 0) {
            size *= 2;
        }
        return size;
    }

    JpegComponent component(int id) throws RejectedPictureException {
        for (JpegComponent component : components) {
            if (component.id == id) {
                return component;
            }
        }
        throw RejectedPictureException.damaged(
                "a scan of component " + id + ", which the frame does not have");
    }

    /** Readies components for a scan that brings a range of coefficients. */
    void prepare(JpegComponent[] scanned, int[][] quants, int first, int last, int high, int low)
            throws RejectedPictureException {
        for (JpegComponent component : scanned) {
            if (component.quant.length == 0) {
                int[] quant = quants[component.quantIndex];
                if (quant == null) {
                    throw RejectedPictureException.damaged(
                            "a component's quantization table is not there");
                }
                component.quant = quant;
            }
            component.bring(first, last, high, low);
        }
    }

    /** Whether all coefficients of all components have come. */
    boolean complete() {
        return Arrays.stream(components).allMatch(JpegComponent::complete);
    }

    /** Checks that all has come, and makes samples of a progressive picture's coefficients. */
    void finish() throws RejectedPictureException, InterruptedException {
        for (int i = 0; i < components.length; i++) {
            if (!components[i].complete()) {
                throw RejectedPictureException.cutShort(
                        String.format(
                                Locale.ROOT,
                                "component %d of %d lacks some of its scans",
                                i + 1,
                                components.length));
            }
        }
        if (progressive) {
            JpegDct dct = new JpegDct();
            for (JpegComponent component : components) {
                transform(component, dct);
            }
        }
    }

    private static void transform(JpegComponent c, JpegDct dct) throws InterruptedException {
        int[] block = new int[64];
        int[] quant = new int[64];
        for (int k = 0; k < 64; k++) {
            quant[JpegZigzag.NATURAL[k]] = c.quant[k];
        }
        int side = c.size;
        for (int row = 0; row < c.paddedDown; row++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while an image was decoded");
            }
            for (int column = 0; column < c.paddedAcross; column++) {
                int from = (row * c.paddedAcross + column) * 64;
                for (int y = 0; y < 8 * side; y += 8) {
                    for (int x = 0; x < side; x++) {
                        block[y + x] = c.coefficients[from + y + x] * quant[y + x];
                    }
                }
                int to = row * side * c.stride() + column * side;
                dct.transform(block, side, c.plane, to, c.stride());
            }
        }
    }

    static int ceil(int value, int unit) {
        return (value + unit - 1) / unit;
    }
}
