package dev.hocket.jobs.crawl;

import dev.hocket.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * The bytes of a page, as many as may be.
 *
 * @param bytes an array with the bytes at its beginning
 * @param length how many they are
 * @param note why they are not all, or nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record PageBody(byte[] bytes, int length, String note) {
    static final PageBody NONE = new PageBody(new byte[0], 0, "");
    private static final int FIRST = 16 << 10;

    /** Reads what the limits allow. */
    static PageBody read(Response response, int most, Duration time) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        long said = response.coding().isEmpty() ? response.length().orElse(-1) : -1;
        int first = said < 0 ? FIRST : (int) Math.min(said + 1, 1 << 20);
        byte[] bytes = new byte[Math.min(first, most)];
        InputStream in = response.body();
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                if (length == most) {
                    boolean more = in.read() >= 0;
                    return new PageBody(bytes, length, more ? "cut after " + most + " bytes" : "");
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(most, length * 2L));
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return new PageBody(bytes, length, "");
            }
            length += count;
            if (System.nanoTime() - deadline > 0) {
                return new PageBody(bytes, length, "cut after " + time.toSeconds() + " seconds");
            }
        }
    }

    /** Whether it begins like a page; for those that do not say what they are. */
    boolean looksLikeHtml() {
        for (int i = 0; i < Math.min(length, 512); i++) {
            byte b = bytes[i];
            boolean blank = b == ' ' || (b >= '\t' && b <= '\r') || b < 0; // also the mark
            if (!blank) {
                return b == '<';
            }
        }
        return false;
    }
}
