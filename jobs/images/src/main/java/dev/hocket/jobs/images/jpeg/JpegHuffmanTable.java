package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;

/**
 * One Huffman table of a JPEG. Most codes are found by one look at the next {@link #LOOK} bits;
 * longer ones by comparing with the greatest code of each length.
 */
public final class JpegHuffmanTable {
    /** How many bits are looked up at once. */
    static final int LOOK = 10;

    /** How far a window of 64 bits is shifted for the bits that are looked up. */
    static final int UNSEEN = 64 - LOOK;

    private static final int LONGEST = 16;

    /**
     * By the next bits: symbol &lt;&lt; 16 | (length of code and value) &lt;&lt; 8 | length of
     * code; 0 for a longer code.
     */
    final int[] look = new int[1 << LOOK];

    /**
     * By the next bits, where they hold a code and its value: value &lt;&lt; 16 | run of zeros
     * &lt;&lt; 8 | length of code and value; 0 elsewhere.
     */
    final int[] whole = new int[1 << LOOK];

    private final int[] greatest = new int[LONGEST + 1];
    private final int[] offset = new int[LONGEST + 1];
    private final byte[] symbols;

    /**
     * Makes a table as a file describes it.
     *
     * @param counts how many codes there are of each length, from 1 bit to 16
     * @param symbols what the codes stand for, from the shortest code on
     */
    JpegHuffmanTable(int[] counts, byte[] symbols) throws RejectedPictureException {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, index++, code++) {
                if (length <= LOOK) {
                    fill(code, length, symbols[index] & 0xff);
                }
            }
            if (code > 1 << length) {
                throw RejectedPictureException.damaged("a Huffman table with more codes than fit");
            }
            greatest[length] = counts[length - 1] == 0 ? -1 : code - 1;
            code <<= 1;
        }
    }

    /** Every continuation of a short code to {@link #LOOK} bits leads to its symbol. */
    private void fill(int code, int length, int symbol) {
        int size = symbol & 15;
        int first = code << (LOOK - length);
        for (int i = first; i < first + (1 << (LOOK - length)) && i < look.length; i++) {
            look[i] = symbol << 16 | (length + size) << 8 | length;
            if (size > 0 && length + size <= LOOK) {
                int bits = i >> (LOOK - length - size) & ((1 << size) - 1);
                whole[i] = extend(bits, size) << 16 | (symbol >> 4) << 8 | (length + size);
            }
        }
    }

    /**
     * The entry, as in {@link #look}, of a code of more than {@link #LOOK} bits.
     *
     * @param window the next bits, from the highest on
     * @return 0 if no code of the table starts so
     */
    int lookLong(long window) {
        for (int length = LOOK + 1; length <= LONGEST; length++) {
            int code = (int) (window >>> (64 - length));
            if (code <= greatest[length]) {
                int index = code + offset[length];
                if (index < 0) {
                    return 0;
                }
                int symbol = symbols[index] & 0xff;
                return symbol << 16 | (length + (symbol & 15)) << 8 | length;
            }
        }
        return 0;
    }

    /** The value that {@code size} bits stand for: those without a leading 1 are negative. */
    static int extend(int bits, int size) {
        return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
    }
}
