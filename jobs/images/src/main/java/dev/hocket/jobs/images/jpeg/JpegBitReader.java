package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The coded bits of one stretch of a JPEG's data, up to the next marker, freed of the zero bytes
 * that follow each 0xff. Beyond the end there are zero bits enough for any one block, so a decoder
 * may read on and check after each block whether it went {@link #past()} the end.
 */
public final class JpegBitReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** A block has at most 64 codes of 16 bits with values of 15, and a window reads 8 bytes. */
    private static final int SPARE = 64 * 31 / 8 + 16;

    /** How many bits a window has at least. */
    static final int WINDOW = 57;

    /** With more than these used, a window may lack bits of the next code (16) and value (15). */
    static final int REFILL = WINDOW - 31;

    private final byte[] file;
    private byte[] clean = new byte[1 << 16];
    private long end;

    /** Where the next bit is, counted from the start of the stretch. */
    long position;

    JpegBitReader(byte[] file) {
        this.file = file;
    }

    /**
     * Takes the stretch that starts at a place in the file.
     *
     * @return the place of the marker that ends it, or the file's length
     */
    int load(int from) {
        int size = 0;
        int at = from;
        int start = from;
        while (at < file.length) {
            if (file[at] != (byte) 0xff) {
                at++;
                continue;
            }
            int next = at + 1;
            while (next < file.length && file[next] == (byte) 0xff) {
                next++; // 0xff before a marker may be repeated
            }
            if (next == file.length || file[next] != 0) {
                break;
            }
            size = append(start, at + 1, size);
            at = next + 1;
            start = at;
        }
        size = append(start, at, size);
        Arrays.fill(clean, size, size + SPARE, (byte) 0);
        position = 0;
        end = size * 8L;
        return at;
    }

    private int append(int from, int to, int size) {
        int length = to - from;
        if (size + length + SPARE > clean.length) {
            clean = Arrays.copyOf(clean, (size + length + SPARE) * 2);
        }
        System.arraycopy(file, from, clean, size, length);
        return size + length;
    }

    /** The next 57 bits or more, from the highest on. */
    long window(long at) {
        return (long) LONG.get(clean, (int) (at >>> 3)) << (at & 7);
    }

    /** Whether more bits were read than there are. */
    boolean past() {
        return position > end;
    }

    int bit() {
        int bit = (int) (window(position) >>> 63);
        position++;
        return bit;
    }

    /** The next {@code count} bits, 0 to 16. */
    int bits(int count) {
        int bits = (int) (window(position) >>> 32 >>> (32 - count));
        position += count;
        return bits;
    }

    /** The next symbol of a table. */
    int symbol(JpegHuffmanTable table) throws RejectedPictureException {
        int entry = entry(table, window(position), position);
        position += entry & 0xff;
        return entry >> 16;
    }

    /**
     * The entry of the code that a window starts with, as {@link JpegHuffmanTable#look} has them.
     */
    int entry(JpegHuffmanTable table, long window, long at) throws RejectedPictureException {
        int entry = table.look[(int) (window >>> JpegHuffmanTable.UNSEEN)];
        if (entry == 0) {
            entry = table.lookLong(window);
            if (entry == 0) {
                throw noSuchCode(at);
            }
        }
        return entry;
    }

    /** Notes where a block ended, and after which coefficient. */
    void endBlock(long at, int coefficients) throws RejectedPictureException {
        position = at;
        if (coefficients > 64) {
            throw past()
                    ? RejectedPictureException.cutShort("its data end inside a block")
                    : RejectedPictureException.damaged("a block of more than 64 coefficients");
        }
    }

    /** What to say of bits that no code of a table starts with. */
    RejectedPictureException noSuchCode(long at) {
        return at + 16 > end
                ? RejectedPictureException.cutShort("its data end inside a block")
                : RejectedPictureException.damaged(
                        "its data contain a code that is not in its tables");
    }
}
