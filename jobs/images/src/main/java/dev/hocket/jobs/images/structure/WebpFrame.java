package dev.hocket.jobs.images.structure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of an animated WebP.
 *
 * @param x how far it lies from the canvas' left
 * @param y how far it lies from the top
 * @param width its width
 * @param height its height
 * @param still a WebP of it alone
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
public record WebpFrame(int x, int y, int width, int height, byte[] still) {
    private static final int HEADER = 16;
    private static final byte ALPHA = 16;

    /** Of a picture whose chunks are whole; null if it is not animated. */
    public static @Nullable WebpFrame firstOf(byte[] file) throws RejectedPictureException {
        byte[] frame = WebpStructure.isAnimated(file) ? WebpStructure.chunk(file, "ANMF") : null;
        if (frame == null) {
            return null;
        }
        FileBytes bytes = FileBytes.little(frame);
        int width = u24(bytes, 6) + 1;
        int height = u24(bytes, 9) + 1;
        int x = 2 * u24(bytes, 0);
        int y = 2 * u24(bytes, 3);
        FileBytes canvas = FileBytes.little(file);
        if (x + width > WebpStructure.width(canvas) || y + height > WebpStructure.height(canvas)) {
            throw RejectedPictureException.damaged(
                    String.format(
                            Locale.ROOT,
                            "its first frame, %d x %d at %d, %d, reaches beyond its canvas of %d x"
                                    + " %d",
                            width,
                            height,
                            x,
                            y,
                            WebpStructure.width(canvas),
                            WebpStructure.height(canvas)));
        }
        return new WebpFrame(x, y, width, height, still(bytes, frame, width, height));
    }

    private static int u24(FileBytes bytes, int at) throws RejectedPictureException {
        return bytes.u16(at) | bytes.u8(at + 2L) << 16;
    }

    private static byte[] still(FileBytes bytes, byte[] frame, int width, int height)
            throws RejectedPictureException {
        boolean alpha = bytes.type(HEADER).equals("ALPH");
        int length = frame.length - HEADER;
        ByteBuffer still = ByteBuffer.allocate(12 + (alpha ? 18 : 0) + length);
        still.order(ByteOrder.LITTLE_ENDIAN);
        still.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(still.capacity() - 8);
        still.put("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        if (alpha) {
            still.put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10).putInt(ALPHA);
            still.putShort((short) (width - 1)).put((byte) ((width - 1) >> 16));
            still.putShort((short) (height - 1)).put((byte) ((height - 1) >> 16));
        }
        return still.put(frame, HEADER, length).array();
    }

    /** Whether it is all of a picture of this size. */
    public boolean covers(int canvasWidth, int canvasHeight) {
        return width == canvasWidth && height == canvasHeight;
    }
}
