package dev.hocket.jobs.images;

/**
 * Decodes the blocks of a sequential (ordinary) JPEG straight into samples. Nearly all the time of a
 * thumbnail goes here, so the bits are kept in a local window that is filled once for several codes,
 * and coefficients that the reduced size does not use are passed over without being made.
 */
final class JpegSequential implements JpegScan.Coding {
    /** A code and its value have at most 31 bits; a window is good for 57. */
    private static final int REFILL = 57 - 31;

    private final JpegBits bits;
    private final JpegComponent[] components;
    private final JpegHuffman[] dcTables;
    private final JpegHuffman[] acTables;
    private final JpegDct dct = new JpegDct();
    private final int[] block = new int[64];

    /** Tables by the component's place in the scan. */
    JpegSequential(
            JpegBits bits,
            JpegComponent[] components,
            JpegHuffman[] dcTables,
            JpegHuffman[] acTables) {
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
    public void block(JpegComponent component, int column, int row) throws Damage {
        int i = 0;
        while (components[i] != component) {
            i++;
        }
        int size = bits.symbol(dcTables[i]);
        if (size != 0) {
            if (size > 15) {
                throw Damage.broken("a mean of " + size + " bits");
            }
            component.prediction += JpegHuffman.extend(bits.bits(size), size);
        }
        int mean = component.prediction * component.quant[0];
        int stride = component.stride();
        int at = row * component.size * stride + column * component.size;
        int last = JpegZigzag.lastUsed(component.size);
        if (coefficients(acTables[i], component.quant, last)) {
            block[0] = mean;
            dct.transform(block, component.size, component.plane, at, stride);
            java.util.Arrays.fill(block, 0);
        } else {
            JpegDct.flat(mean, component.size, component.plane, at, stride);
        }
    }

    /** Reads the rest of the block; returns whether one of the coefficients that count is not 0. */
    private boolean coefficients(JpegHuffman table, int[] quant, int last) throws Damage {
        int[] whole = table.whole;
        int[] look = table.look;
        byte[] natural = JpegZigzag.NATURAL;
        long position = bits.position;
        long window = bits.window(position);
        int used = 0;
        int k = 1;
        boolean any = false;
        while (k <= last) {
            if (used > REFILL) {
                position += used;
                used = 0;
                window = bits.window(position);
            }
            int entry = whole[(int) (window >>> (64 - JpegHuffman.LOOK))];
            if (entry != 0) {
                k += entry >> 8 & 15;
                block[natural[k]] = (entry >> 16) * quant[k];
                any = true;
                k++;
                window <<= entry;
                used += entry & 0xff;
                continue;
            }
            entry = look[(int) (window >>> (64 - JpegHuffman.LOOK))];
            if (entry == 0) {
                entry = table.lookLong(window);
                if (entry == 0) {
                    throw bits.noSuchCode(position + used);
                }
            }
            int size = entry >> 16 & 15;
            int run = entry >> 20;
            if (size == 0) {
                window <<= entry & 63;
                used += entry & 0xff;
                if (run != 15) {
                    bits.position = position + used;
                    return any;
                }
                k += 16;
                continue;
            }
            k += run;
            long value = window << (entry & 0xff);
            block[natural[k]] = JpegHuffman.extend((int) (value >>> (64 - size)), size) * quant[k];
            any = true;
            k++;
            int length = entry >> 8 & 0xff;
            window <<= length;
            used += length;
        }
        bits.position = position + used;
        passOver(look, table, k);
        return any;
    }

    /** Goes to the end of the block without making coefficients. */
    private void passOver(int[] look, JpegHuffman table, int from) throws Damage {
        long position = bits.position;
        long window = bits.window(position);
        int used = 0;
        int k = from;
        while (k < 64) {
            if (used > REFILL) {
                position += used;
                used = 0;
                window = bits.window(position);
            }
            int entry = look[(int) (window >>> (64 - JpegHuffman.LOOK))];
            if (entry == 0) {
                entry = table.lookLong(window);
                if (entry == 0) {
                    throw bits.noSuchCode(position + used);
                }
            }
            int length = entry >> 8 & 0xff;
            window <<= length;
            used += length;
            int symbol = entry >> 16;
            if ((symbol & 15) == 0 && symbol != 0xf0) {
                bits.position = position + used;
                return;
            }
            k += (symbol >> 4) + 1;
        }
        bits.position = position + used;
        if (k > 64) {
            throw Damage.broken("a block of more than 64 coefficients");
        }
    }
}
