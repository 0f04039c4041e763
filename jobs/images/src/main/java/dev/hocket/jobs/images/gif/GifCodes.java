package dev.hocket.jobs.images.gif;

import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.RejectedPictureException;

/** The codes of a GIF's frame, of growing length, in blocks of up to 255 bytes. */
final class GifCodes {
    private static final int LONGEST = 12;

    private final FileBytes bytes;
    private final int rootBits;
    private int bits;
    private int block;
    private int blockEnd;
    private int held;
    private int heldBits;

    /** The codes that begin at a place, with the byte that says how long the first are. */
    GifCodes(byte[] file, int at) throws RejectedPictureException {
        bytes = FileBytes.little(file);
        rootBits = bytes.u8(at);
        if (rootBits < 1 || rootBits > LONGEST - 1) {
            throw RejectedPictureException.damaged("a code size of " + rootBits + " bits");
        }
        block = at + 1;
        blockEnd = block;
        restart();
    }

    /** The code that means a new beginning; the one after it is the end. */
    int clear() {
        return 1 << rootBits;
    }

    /** From now on codes are as short as at the beginning. */
    void restart() {
        bits = rootBits + 1;
    }

    /** From now on codes are long enough for so many. */
    void widen(int count) {
        if (count == 1 << bits && bits < LONGEST) {
            bits++;
        }
    }

    /** The next code; -1 if the blocks end. */
    int next() throws RejectedPictureException {
        while (heldBits < bits) {
            if (block == blockEnd) {
                int size = bytes.u8(block);
                if (size == 0) {
                    return -1;
                }
                block++;
                blockEnd = block + size;
            }
            held |= bytes.u8(block++) << heldBits;
            heldBits += 8;
        }
        int code = held & ((1 << bits) - 1);
        held >>>= bits;
        heldBits -= bits;
        return code;
    }
}
