package dev.hocket.jobs.images.structure;

import org.jspecify.annotations.Nullable;

/**
 * A GIF's parts up to its end mark, and where those of its first picture are.
 *
 * @param header the size of the canvas, upright and without a profile
 * @param x how far the first frame lies from the canvas' left
 * @param y how far it lies from the top
 * @param width the frame's width
 * @param height its height
 * @param interlaced whether its rows come in four passes
 * @param transparent the index of the colour that is none; -1: there is no such
 * @param palette where its colours stand in the file
 * @param colours how many there are; 0: it has none
 * @param codes where its coded pixels begin
 */
public record GifStructure(
        PictureHeader header,
        int x,
        int y,
        int width,
        int height,
        boolean interlaced,
        int transparent,
        int palette,
        int colours,
        int codes) {
    private static final int GRAPHIC_CONTROL = 0xf9;

    /** Whether some of the canvas is seen through, at least where the frame does not lie. */
    public boolean mayBeTransparent() {
        return transparent >= 0 || width < header.width() || height < header.height();
    }

    /** Reads the picture and checks that the file continues to its end mark. */
    public static GifStructure read(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        int at = 13 + colours(bytes.u8(10)) * 3;
        int transparent = -1;
        @Nullable GifStructure first = null;
        while (bytes.u8(at) != ';') {
            switch (bytes.u8(at)) {
                case ',' -> {
                    GifStructure frame = frame(bytes, at, transparent);
                    first = first == null ? frame : first;
                    at = afterBlocks(bytes, frame.codes + 1);
                }
                case '!' -> {
                    if (bytes.u8(at + 1L) == GRAPHIC_CONTROL && bytes.u8(at + 2L) >= 4) {
                        boolean has = (bytes.u8(at + 3L) & 1) == 1;
                        transparent = has ? bytes.u8(at + 6L) : -1;
                    }
                    at = afterBlocks(bytes, at + 2);
                }
                default ->
                        throw RejectedPictureException.damaged(
                                "no block of a GIF starts with 0x%02x".formatted(bytes.u8(at)));
            }
        }
        if (first == null) {
            throw RejectedPictureException.cutShort("it has no frame");
        }
        return first;
    }

    private static GifStructure frame(FileBytes bytes, int at, int transparent)
            throws RejectedPictureException {
        int flags = bytes.u8(at + 9L);
        int own = colours(flags);
        int x = bytes.u16(at + 1L);
        int y = bytes.u16(at + 3L);
        int width = bytes.u16(at + 5L);
        int height = bytes.u16(at + 7L);
        // A frame that reaches beyond the canvas makes it larger, as in browsers.
        PictureHeader canvas =
                new PictureHeader(
                        Math.max(bytes.u16(6), x + width),
                        Math.max(bytes.u16(8), y + height),
                        Orientation.UPRIGHT,
                        null);
        return new GifStructure(
                canvas,
                x,
                y,
                width,
                height,
                (flags & 0x40) != 0,
                transparent,
                own > 0 ? at + 10 : 13,
                own > 0 ? own : colours(bytes.u8(10)),
                at + 10 + own * 3);
    }

    /** How many colours the table has that such flags announce. */
    private static int colours(int flags) {
        return flags >= 0x80 ? 2 << (flags & 7) : 0;
    }

    private static int afterBlocks(FileBytes bytes, int at) throws RejectedPictureException {
        int next = at;
        while (bytes.u8(next) != 0) {
            next += bytes.u8(next) + 1;
        }
        return next + 1;
    }
}
