package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Arrays;

/** One component (brightness, a colour difference, an ink) of a JPEG that is being decoded. */
public final class JpegComponent {
    /** Not a bit that a scan could bring. */
    private static final byte NOTHING = 99;

    final int id;
    final int across;
    final int down;
    final int quantIndex;

    /** The blocks that hold the component's samples, and with those that fill up the last units. */
    int blocksAcross;

    int blocksDown;
    int paddedAcross;
    int paddedDown;

    /** A block becomes {@code size} by {@code size} samples, 1 to 8. */
    int size;

    /** The samples, {@code paddedAcross * size} in a row. */
    byte[] plane = {};

    /** 64 for each block in natural order; of progressive pictures only. */
    short[] coefficients = {};

    /** The factors of the coefficients in zigzag order; fixed at the first scan. */
    int[] quant = {};

    int prediction;

    private final byte[] lowestBit = new byte[64];

    JpegComponent(int id, int across, int down, int quantIndex) {
        this.id = id;
        this.across = across;
        this.down = down;
        this.quantIndex = quantIndex;
        Arrays.fill(lowestBit, NOTHING);
    }

    int stride() {
        return paddedAcross * size;
    }

    /**
     * Notes that a scan brings a range of coefficients.
     *
     * @param high the lowest bit that must have come before, or 0 if none must
     * @param low the lowest bit that is there after it
     */
    void bring(int first, int last, int high, int low) throws RejectedPictureException {
        for (int k = first; k <= last; k++) {
            if (high != 0 && lowestBit[k] != high) {
                throw RejectedPictureException.damaged(
                        "a scan refines bits that no earlier scan contains");
            }
            lowestBit[k] = (byte) low;
        }
    }

    /** Whether all bits of all coefficients have come. */
    boolean complete() {
        for (byte low : lowestBit) {
            if (low != 0) {
                return false;
            }
        }
        return true;
    }
}
