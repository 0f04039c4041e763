package dev.hocket.jobs.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the simplest WebP: a lossless one of noise in one channel. Nothing in the JDK and none of
 * the libraries here writes WebP.
 */
final class WebpTestPicture {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long held;
    private int count;

    private WebpTestPicture() {}

    /** One colour (ARGB), with blue of either its own or twice that, as a pattern. */
    static byte[] lossless(int width, int height, int argb) {
        WebpTestPicture webp = new WebpTestPicture();
        webp.bits(0x2f, 8);
        webp.bits(width - 1, 14);
        webp.bits(height - 1, 14);
        webp.bits(0, 1 + 3); // no alpha, version 0
        webp.bits(0, 1); // no transform
        webp.bits(0, 1); // no colour cache
        webp.bits(0, 1); // one group of codes
        webp.one(argb >> 8 & 0xff); // green
        webp.one(argb >> 16 & 0xff);
        int blue = argb & 0x7f;
        webp.two(blue, 2 * blue);
        webp.one(255); // alpha
        webp.one(0); // distances
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                webp.bits(((x * y) >> 3) & 1, 1);
            }
        }
        webp.bits(0, 8);
        byte[] data = webp.bytes.toByteArray();
        ByteBuffer file = ByteBuffer.allocate(20 + data.length + (data.length & 1));
        file.order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(file.capacity() - 8);
        file.put("WEBPVP8L".getBytes(StandardCharsets.ISO_8859_1)).putInt(data.length).put(data);
        return file.array();
    }

    /** A simple code with one symbol, which takes no bits. */
    private void one(int symbol) {
        bits(1, 1);
        bits(0, 1);
        bits(1, 1);
        bits(symbol, 8);
    }

    /** A simple code with two symbols of one bit each. */
    private void two(int first, int second) {
        bits(1, 1);
        bits(1, 1);
        bits(1, 1);
        bits(first, 8);
        bits(second, 8);
    }

    private void bits(int value, int size) {
        held |= (long) value << count;
        count += size;
        while (count >= 8) {
            bytes.write((int) held);
            held >>>= 8;
            count -= 8;
        }
    }
}
