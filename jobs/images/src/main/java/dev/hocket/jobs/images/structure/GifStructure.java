package dev.hocket.jobs.images.structure;

import java.util.Arrays;

/**
 * Whether all of a GIF's first picture is there. The reader of the JDK leaves the rest of a picture
 * empty when its codes stop early, so the codes are counted here: each stands for a run of pixels
 * whose length follows from the codes before it, and the colours need not be known.
 */
public final class GifStructure {
    private static final int MAX_CODES = 4096;

    private final FileBytes bytes;
    private int block;
    private int blockEnd;
    private int held;
    private int heldBits;

    private GifStructure(byte[] file) {
        this.bytes = FileBytes.little(file);
    }

    /** Checks the picture's first frame and that the file goes on to its end mark. */
    public static void check(byte[] file) throws RejectedPictureException {
        new GifStructure(file).walk();
    }

    private void walk() throws RejectedPictureException {
        int flags = bytes.u8(10);
        int at = 13 + (flags >= 0x80 ? 3 * (2 << (flags & 7)) : 0);
        boolean seen = false;
        while (true) {
            switch (bytes.u8(at)) {
                case ',' -> {
                    int local = bytes.u8(at + 9L);
                    int codes = at + 10 + (local >= 0x80 ? 3 * (2 << (local & 7)) : 0);
                    if (!seen) {
                        long pixels = (long) bytes.u16(at + 5L) * bytes.u16(at + 7L);
                        countPixels(codes, pixels);
                    }
                    seen = true;
                    at = afterBlocks(codes + 1);
                }
                case '!' -> at = afterBlocks(at + 2);
                case ';' -> {
                    if (!seen) {
                        throw RejectedPictureException.cutShort("it has no frame");
                    }
                    return;
                }
                default ->
                        throw RejectedPictureException.broken(
                                "no block of a GIF starts with 0x%02x".formatted(bytes.u8(at)));
            }
        }
    }

    private int afterBlocks(int at) throws RejectedPictureException {
        int next = at;
        while (bytes.u8(next) != 0) {
            next += bytes.u8(next) + 1;
        }
        return next + 1;
    }

    /** Walks the frame's codes until they have given all its pixels. */
    private void countPixels(int at, long pixels) throws RejectedPictureException {
        int rootBits = bytes.u8(at);
        if (rootBits < 1 || rootBits > 11) {
            throw RejectedPictureException.broken("a code size of " + rootBits + " bits");
        }
        block = at + 1;
        blockEnd = block;
        int clear = 1 << rootBits;
        int[] length = new int[MAX_CODES];
        Arrays.fill(length, 0, clear, 1);
        int next = clear + 2;
        int bits = rootBits + 1;
        int previous = -1;
        long given = 0;
        while (given < pixels) {
            int code = code(bits, given, pixels);
            if (code == clear) {
                next = clear + 2;
                bits = rootBits + 1;
                previous = -1;
                continue;
            }
            if (code == clear + 1) {
                throw missing(given, pixels);
            }
            if (code > next || (code == next && previous < 0)) {
                throw RejectedPictureException.broken(
                        "code " + code + " of its first frame stands for nothing");
            }
            if (previous >= 0 && next < MAX_CODES) {
                length[next++] = length[previous] + 1;
                if (next == 1 << bits && bits < 12) {
                    bits++;
                }
            }
            given += length[code];
            previous = code;
        }
    }

    private int code(int bits, long given, long pixels) throws RejectedPictureException {
        while (heldBits < bits) {
            held |= nextByte(given, pixels) << heldBits;
            heldBits += 8;
        }
        int code = held & ((1 << bits) - 1);
        held >>>= bits;
        heldBits -= bits;
        return code;
    }

    private int nextByte(long given, long pixels) throws RejectedPictureException {
        if (block == blockEnd) {
            int size = bytes.u8(block);
            if (size == 0) {
                throw missing(given, pixels);
            }
            block++;
            blockEnd = block + size;
        }
        return bytes.u8(block++);
    }

    private static RejectedPictureException missing(long given, long pixels) {
        return RejectedPictureException.cutShort(
                "its first frame has %,d of %,d pixels".formatted(given, pixels));
    }
}
