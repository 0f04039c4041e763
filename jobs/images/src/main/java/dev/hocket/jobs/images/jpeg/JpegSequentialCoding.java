package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Arrays;

/**
 * Decodes the blocks of a sequential (ordinary) JPEG straight into samples. Nearly all the time of
 * a thumbnail goes here, so the bits are kept in a local window that is filled once for several
 * codes, and coefficients that the reduced size does not use are skipped without being made.
 */
public final class JpegSequentialCoding implements JpegScan.Coding {
    /** The symbol of 16 zeros without a value after them. */
    private static final int ZERO_RUN = 0xf0;

    private final JpegBitReader bits;
    private final JpegComponent[] components;
    private final JpegHuffmanTable[] dcTables;
    private final JpegHuffmanTable[] acTables;
    private final JpegDct dct = new JpegDct();
    private final int[] block = new int[64];

    /** Tables by the component's place in the scan. */
    JpegSequentialCoding(
            JpegBitReader bits,
            JpegComponent[] components,
            JpegHuffmanTable[] dcTables,
            JpegHuffmanTable[] acTables) {
        this.bits = bits;
        this.components = components;
        this.dcTables = dcTables;
        this.acTables = acTables;
    }

    @Override
    public void restart() {
        for (JpegComponent component : components) {
            component.prediction = 0;
        }
    }

    @Override
    public void block(JpegComponent component, int column, int row)
            throws RejectedPictureException {
        int i = 0;
        while (components[i] != component) {
            i++;
        }
        int size = bits.symbol(dcTables[i]);
        if (size != 0) {
            if (size > 15) {
                throw RejectedPictureException.damaged("a mean of " + size + " bits");
            }
            component.prediction += JpegHuffmanTable.extend(bits.bits(size), size);
        }
        int mean = component.prediction * component.quant[0];
        int stride = component.stride();
        int at = row * component.size * stride + column * component.size;
        int last = JpegZigzag.lastUsed(component.size);
        if (coefficients(acTables[i], component.quant, last)) {
            block[0] = mean;
            dct.transform(block, component.size, component.plane, at, stride);
            Arrays.fill(block, 0);
        } else {
            JpegDct.flat(mean, component.size, component.plane, at, stride);
        }
    }

    /**
     * Reads the rest of the block, and makes coefficients up to {@code last}.
     *
     * @return whether there is one that is not 0
     */
    private boolean coefficients(JpegHuffmanTable table, int[] quant, int last)
            throws RejectedPictureException {
        long position = bits.position;
        long window = bits.window(position);
        int used = 0;
        int k = 1;
        boolean any = false;
        while (k < 64) {
            if (used > JpegBitReader.REFILL) {
                position += used;
                used = 0;
                window = bits.window(position);
            }
            int entry = k <= last ? table.whole[(int) (window >>> JpegHuffmanTable.UNSEEN)] : 0;
            if (entry != 0) { // run of zeros, value and their length in one
                k += (entry >> 8) & 15;
                block[JpegZigzag.NATURAL[k]] = (entry >> 16) * quant[k];
                any = true;
                k++;
                window <<= entry; // by its lowest 6 bits, which hold the length
                used += entry & 0xff;
                continue;
            }
            entry = bits.entry(table, window, position + used);
            int symbol = entry >> 16;
            int size = symbol & 15;
            used += (entry >> 8) & 0xff;
            if (size == 0 && symbol != ZERO_RUN) {
                break; // no more in this block
            }
            k += symbol >> 4;
            if (size != 0 && k <= last) {
                put(k, window << (entry & 0xff), size, quant);
                any = true;
            }
            k++;
            window <<= entry >> 8; // again by the lowest 6 bits
        }
        bits.endBlock(position + used, k);
        return any;
    }

    private void put(int k, long window, int size, int[] quant) {
        int value = JpegHuffmanTable.extend((int) (window >>> (64 - size)), size);
        block[JpegZigzag.NATURAL[k]] = value * quant[k];
    }
}
