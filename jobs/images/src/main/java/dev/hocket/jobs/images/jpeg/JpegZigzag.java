package dev.hocket.jobs.images.jpeg;

import java.util.Arrays;

/** The order in which a block's coefficients are coded: from low frequencies to high. */
public final class JpegZigzag {
    /**
     * The natural place (row times 8 plus column) of each coded one. The table is long enough for
     * the longest run past the end, so that a run in damaged data stays inside a block and is found
     * afterwards.
     */
    static final byte[] NATURAL = new byte[64 + 16];

    private static final int[] LAST_USED = new int[9];

    static {
        int at = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int i = 0; i <= diagonal; i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                int column = diagonal - row;
                if (row < 8 && column < 8) {
                    NATURAL[at] = (byte) (row * 8 + column);
                    if (row == column) {
                        LAST_USED[row + 1] = at;
                    }
                    at++;
                }
            }
        }
        Arrays.fill(NATURAL, 64, NATURAL.length, (byte) 63);
    }

    private JpegZigzag() {}

    /** The last one in coded order that a block of this many samples a side is made of. */
    static int lastUsed(int size) {
        return LAST_USED[size];
    }
}
