package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.pixels.DecodedPicture;
import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a JPEG at full size, a half, a quarter or an eighth.
 *
 * <p>Written for thumbnails, and because of two faults of the decoder in the JDK, which all others
 * in Java call: it fills what is missing of a picture with grey, and it transforms a progressive
 * picture anew for each of its scans, about ten times. Here a reduced size is made in the cosine
 * transform itself, which leaves out most of its work and all of the colour conversion at full
 * size; what remains is the walk through the Huffman codes, and that proves that each block is
 * there. A picture is complete when every unit of every scan was found in the file, all
 * coefficients of all components have come, and the end mark follows.
 *
 * <p>Reads the sequential and progressive Huffman processes of 8 bits (ITU T.81, SOF0 to SOF2) with
 * one, three or four components. Others (arithmetic coding, lossless, 12 bits) are refused by name.
 */
public final class JpegDecoder {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;

    private final byte[] file;
    private final FileBytes bytes;
    private final ThumbnailSettings settings;
    private final JpegMetadata notes;
    private final JpegBitReader bits;
    private final int[][] quants = new int[4][];
    private final @Nullable JpegHuffmanTable[] dcTables = new JpegHuffmanTable[4];
    private final @Nullable JpegHuffmanTable[] acTables = new JpegHuffmanTable[4];
    private @Nullable JpegFrame frame;
    private int restartInterval;

    public JpegDecoder(byte[] file, ThumbnailSettings settings) {
        this.file = file;
        this.bytes = FileBytes.big(file);
        this.settings = settings;
        this.notes = new JpegMetadata(bytes);
        this.bits = new JpegBitReader(file);
    }

    /** The whole picture, at the least size that is enough for the width of the result. */
    public DecodedPicture decode() throws RejectedPictureException, InterruptedException {
        int at = 2;
        while (true) {
            at = marker(at);
            if (at < 0) {
                return withoutEndMark();
            }
            int code = bytes.u8(at + 1L);
            if (code == EOI) {
                break;
            }
            int end = at + 2 + bytes.u16(at + 2L);
            if (end > file.length || end < at + 4) {
                throw RejectedPictureException.cutShort(
                        "its header extends beyond the end of the file");
            }
            at = code == SOS ? scan(at + 4, end) : segment(code, at + 4, end);
        }
        if (frame == null) {
            throw RejectedPictureException.cutShort("it has no image, only an end marker");
        }
        return picture(frame, null);
    }

    /** What a viewer shows of it: the whole picture, if all of its blocks were there. */
    private DecodedPicture withoutEndMark() throws RejectedPictureException, InterruptedException {
        if (frame == null || !frame.complete()) {
            throw RejectedPictureException.cutShort("its end marker is missing");
        }
        return picture(
                frame,
                "its end marker is missing, but its data are complete: treated as a complete"
                        + " image");
    }

    private DecodedPicture picture(JpegFrame frame, @Nullable String note)
            throws RejectedPictureException, InterruptedException {
        frame.finish();
        return new DecodedPicture(new JpegRows(frame, notes), frame.width, frame.height, note);
    }

    /**
     * The place of the next marker; -1 if there is none. What stands before it is skipped, as other
     * decoders do.
     */
    private int marker(int from) throws RejectedPictureException {
        for (int at = from; at + 1 < file.length; at++) {
            int code = file[at + 1] & 0xff;
            boolean without = code == 0 || code == 0xff || code == 1 || code == SOI;
            boolean restart = code >= 0xd0 && code <= 0xd7;
            if (file[at] == (byte) 0xff && !without && !restart) {
                return at;
            }
        }
        return -1;
    }

    private int segment(int code, int at, int end) throws RejectedPictureException {
        if (code == DHT) {
            huffmanTables(at, end);
        } else if (code == DQT) {
            quantTables(at, end);
        } else if (code == DRI) {
            restartInterval = bytes.u16(at);
        } else if (code >= SOF0 && code <= 0xcf && code != 0xc8 && code != 0xcc) {
            frame(code, at);
        } else {
            notes.read(code, at, end);
        }
        return end;
    }

    private void quantTables(int from, int end) throws RejectedPictureException {
        int at = from;
        while (at < end) {
            int wide = bytes.u8(at) >> 4 == 0 ? 1 : 2;
            // As long as the longest run past a block's end, which is found after it was used.
            int[] table = new int[JpegZigzag.NATURAL.length];
            for (int k = 0; k < 64; k++) {
                long place = at + 1 + (long) k * wide;
                table[k] = wide == 1 ? bytes.u8(place) : bytes.u16(place);
            }
            quants[bytes.u8(at) & 3] = table;
            at += 1 + 64 * wide;
        }
    }

    private void huffmanTables(int from, int end) throws RejectedPictureException {
        int at = from;
        while (at < end) {
            int target = bytes.u8(at);
            int[] counts = new int[16];
            int total = 0;
            for (int i = 0; i < 16; i++) {
                counts[i] = bytes.u8(at + 1L + i);
                total += counts[i];
            }
            if (total > 256 || at + 17 + total > end) {
                throw RejectedPictureException.damaged("a Huffman table of " + total + " codes");
            }
            byte[] symbols = Arrays.copyOfRange(file, at + 17, at + 17 + total);
            @Nullable JpegHuffmanTable[] tables = target >> 4 == 0 ? dcTables : acTables;
            tables[target & 3] = new JpegHuffmanTable(counts, symbols);
            at += 17 + total;
        }
    }

    private void frame(int code, int at) throws RejectedPictureException {
        if (code > SOF2) {
            throw RejectedPictureException.unsupported(
                    String.format(
                            Locale.ROOT,
                            "JPEG of the kind SOF%d (lossless, hierarchical or arithmetic)",
                            code - SOF0),
                    "convert it to an ordinary JPEG or a PNG");
        }
        if (bytes.u8(at) != 8) {
            throw RejectedPictureException.unsupported(
                    String.format(Locale.ROOT, "JPEG of %d bits per sample", bytes.u8(at)),
                    "convert it to one of 8 bits or a PNG");
        }
        if (frame != null) {
            throw RejectedPictureException.damaged("it has two frame headers");
        }
        frame = JpegFrame.read(bytes, at, code == SOF2, settings, notes.orientation());
    }

    private int scan(int at, int end) throws RejectedPictureException, InterruptedException {
        if (frame == null) {
            throw RejectedPictureException.damaged("a scan comes before the frame header");
        }
        int count = bytes.u8(at);
        if (count < 1 || count > 4 || at + 4 + 2 * count > end) {
            throw RejectedPictureException.damaged("a scan of " + count + " components");
        }
        JpegComponent[] components = new JpegComponent[count];
        for (int i = 0; i < count; i++) {
            components[i] = frame.component(bytes.u8(at + 1 + 2L * i));
        }
        JpegScan.Coding coding =
                frame.progressive
                        ? progressive(frame, components, at)
                        : sequential(frame, components, at);
        return new JpegScan(file, end, bits, components, restartInterval, frame.height)
                .decode(coding);
    }

    private JpegScan.Coding sequential(JpegFrame frame, JpegComponent[] components, int at)
            throws RejectedPictureException {
        frame.prepare(components, quants, 0, 63, 0, 0);
        return new JpegSequentialCoding(
                bits,
                components,
                tables(components.length, at, true),
                tables(components.length, at, false));
    }

    private JpegScan.Coding progressive(JpegFrame frame, JpegComponent[] components, int at)
            throws RejectedPictureException {
        int count = components.length;
        int first = bytes.u8(at + 1 + 2L * count);
        int last = bytes.u8(at + 2 + 2L * count);
        int high = bytes.u8(at + 3 + 2L * count) >> 4;
        int low = bytes.u8(at + 3 + 2L * count) & 15;
        boolean fits = first == 0 ? last == 0 : count == 1;
        if (!fits || first > last || last > 63 || low > 13 || (high != 0 && high != low + 1)) {
            throw RejectedPictureException.damaged(
                    String.format(
                            Locale.ROOT,
                            "a scan of the coefficients %d to %d and the bits %d to %d of %d"
                                    + " components",
                            first,
                            last,
                            high,
                            low,
                            count));
        }
        frame.prepare(components, quants, first, last, high, low);
        boolean raw = first == 0 && high != 0; // bits without codes
        JpegHuffmanTable[] tables = raw ? new JpegHuffmanTable[0] : tables(count, at, first == 0);
        return new JpegProgressiveCoding(bits, components, tables, first, last, high != 0, low);
    }

    /** The tables that a scan header names for means, or for the other coefficients. */
    private JpegHuffmanTable[] tables(int count, int at, boolean means)
            throws RejectedPictureException {
        List<JpegHuffmanTable> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int choice = bytes.u8(at + 2 + 2L * i);
            chosen.add(table(means ? dcTables : acTables, means ? choice >> 4 : choice & 15));
        }
        return chosen.toArray(JpegHuffmanTable[]::new);
    }

    private static JpegHuffmanTable table(@Nullable JpegHuffmanTable[] tables, int index)
            throws RejectedPictureException {
        JpegHuffmanTable table = index > 3 ? null : tables[index];
        if (table == null) {
            throw RejectedPictureException.damaged("a scan uses a Huffman table that is not there");
        }
        return table;
    }
}
