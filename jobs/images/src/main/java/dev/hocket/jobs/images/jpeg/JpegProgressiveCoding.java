package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;

/**
 * Decodes the blocks of a progressive JPEG: each scan brings some bits of some coefficients, which
 * are gathered in {@link JpegComponent#coefficients} until all scans have been read (ITU T.81,
 * annex G).
 */
public final class JpegProgressiveCoding implements JpegScan.Coding {
    private final JpegBitReader bits;
    private final JpegComponent[] components;
    private final JpegHuffmanTable[] tables;
    private final int first;
    private final int last;
    private final boolean refining;
    private final int low;

    /** How many blocks from here on have nothing more in this scan. */
    private int emptyBlocks;

    /**
     * One scan.
     *
     * @param tables by the component's place in the scan; for means or for the rest, as it brings
     * @param first the first coefficient in coded order that it brings
     * @param last the last one
     * @param refining whether it adds one bit to what is there
     * @param low the lowest bit that it brings
     */
    JpegProgressiveCoding(
            JpegBitReader bits,
            JpegComponent[] components,
            JpegHuffmanTable[] tables,
            int first,
            int last,
            boolean refining,
            int low) {
        this.bits = bits;
        this.components = components;
        this.tables = tables;
        this.first = first;
        this.last = last;
        this.refining = refining;
        this.low = low;
    }

    @Override
    public void restart() {
        emptyBlocks = 0;
        for (JpegComponent component : components) {
            component.prediction = 0;
        }
    }

    @Override
    public void block(JpegComponent component, int column, int row)
            throws RejectedPictureException {
        short[] all = component.coefficients;
        int at = (row * component.paddedAcross + column) * 64;
        if (first == 0) {
            if (refining) {
                all[at] |= (short) (bits.bit() << low);
            } else {
                mean(component, all, at);
            }
        } else if (refining) {
            refine(tables[0], all, at);
        } else {
            bring(tables[0], all, at);
        }
    }

    private void mean(JpegComponent component, short[] all, int at)
            throws RejectedPictureException {
        int i = 0;
        while (components[i] != component) {
            i++;
        }
        int size = bits.symbol(tables[i]);
        if (size > 15) {
            throw RejectedPictureException.damaged("a mean of " + size + " bits");
        }
        if (size > 0) {
            component.prediction += JpegHuffmanTable.extend(bits.bits(size), size);
        }
        all[at] = (short) (component.prediction << low);
    }

    /** The first bits of a range of coefficients. */
    private void bring(JpegHuffmanTable table, short[] all, int at)
            throws RejectedPictureException {
        if (emptyBlocks > 0) {
            emptyBlocks--;
            return;
        }
        long position = bits.position;
        long window = bits.window(position);
        int used = 0;
        int k = first;
        while (k <= last) {
            if (used > JpegBitReader.REFILL) {
                position += used;
                used = 0;
                window = bits.window(position);
            }
            int entry = bits.entry(table, window, position + used);
            int code = entry & 0xff;
            int run = entry >> 20;
            int size = (entry >> 16) & 15;
            if (size > 0) {
                k += run;
                int value = JpegHuffmanTable.extend((int) (window << code >>> (64 - size)), size);
                all[at + JpegZigzag.NATURAL[k]] = (short) (value << low);
                k++;
            } else if (run == 15) {
                k += 16;
            } else {
                bits.position = position + used + code;
                emptyBlocks = (1 << run) + bits.bits(run) - 1;
                return;
            }
            window <<= code + size;
            used += code + size;
        }
        bits.endBlock(position + used, k);
    }

    /**
     * One bit more for those that are not 0, between the codes for those that become so. A code
     * says how many zeros to skip, and every coefficient passed on the way that is not 0 has a bit.
     */
    private void refine(JpegHuffmanTable table, short[] all, int at)
            throws RejectedPictureException {
        int bit = 1 << low;
        int k = first;
        while (k <= last) {
            int zeros = Integer.MAX_VALUE;
            int value = 0;
            if (emptyBlocks == 0) {
                int symbol = bits.symbol(table);
                int run = symbol >> 4;
                if ((symbol & 15) > 0) {
                    value = bits.bit() == 1 ? bit : -bit;
                    zeros = run;
                } else if (run == 15) {
                    zeros = run;
                } else {
                    emptyBlocks = (1 << run) + bits.bits(run);
                }
            }
            k = passOver(all, at, k, zeros);
            if (value != 0 && k <= last) {
                all[at + JpegZigzag.NATURAL[k]] = (short) value;
            }
            k++;
        }
        emptyBlocks -= emptyBlocks > 0 ? 1 : 0;
    }

    /**
     * Reads a bit for each coefficient that is not 0, and skips a number of zeros.
     *
     * @return the place of the zero after them, or the one after the last
     */
    private int passOver(short[] all, int at, int from, int zeros) {
        int bit = 1 << low;
        int left = zeros;
        long position = bits.position;
        long window = bits.window(position);
        int used = 0;
        int k = from;
        for (; k <= last; k++) {
            int place = at + JpegZigzag.NATURAL[k];
            int old = all[place];
            if (old == 0) {
                if (left-- == 0) {
                    break;
                }
                continue;
            }
            if (used == JpegBitReader.WINDOW) {
                position += used;
                used = 0;
                window = bits.window(position);
            }
            if (window < 0 && (old & bit) == 0) { // its first bit is 1
                all[place] = (short) (old > 0 ? old + bit : old - bit);
            }
            window <<= 1;
            used++;
        }
        bits.position = position + used;
        return k;
    }
}
