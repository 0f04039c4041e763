package dev.hocket.jobs.images.structure;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first picture of a TIFF: that all of its strips or tiles are in the file, and what its
 * directory says of it.
 *
 * @param header its size, orientation and profile
 * @param compression the number of its compression
 * @param extraSamples what a band beyond the colours means; -1: there is none
 */
public record TiffStructure(PictureHeader header, int compression, int extraSamples) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_SIZES = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_SIZES = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int PROFILE = 34_675;
    private static final int UNASSOCIATED_ALPHA = 2;

    /** Compressions that libvips may know and the embedded decoder does not. */
    private static final Map<Integer, String> NOT_EMBEDDED =
            Map.ofEntries(
                    Map.entry(9, "JBIG (T.85)"),
                    Map.entry(10, "JBIG (T.43)"),
                    Map.entry(32_766, "NeXT"),
                    Map.entry(32_809, "ThunderScan"),
                    Map.entry(34_661, "JBIG"),
                    Map.entry(34_676, "SGILog"),
                    Map.entry(34_677, "SGILog24"),
                    Map.entry(34_712, "JPEG 2000"),
                    Map.entry(34_887, "LERC"),
                    Map.entry(34_925, "LZMA"),
                    Map.entry(50_000, "Zstandard"),
                    Map.entry(50_001, "WebP"),
                    Map.entry(50_002, "JPEG XL"),
                    Map.entry(52_546, "JPEG XL"));

    /** Checks the picture and reads its directory. */
    public static TiffStructure read(byte[] file) throws RejectedPictureException {
        ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        FileBytes bytes = new FileBytes(file, order);
        checkStrips(
                bytes,
                Math.max(entry(bytes, STRIP_OFFSETS), entry(bytes, TILE_OFFSETS)),
                Math.max(entry(bytes, STRIP_SIZES), entry(bytes, TILE_SIZES)));
        PictureHeader header =
                new PictureHeader(
                        number(bytes, WIDTH, 0),
                        number(bytes, HEIGHT, 0),
                        ExifOrientations.of(file, 0, file.length),
                        profile(bytes));
        return new TiffStructure(
                header, number(bytes, COMPRESSION, 1), number(bytes, EXTRA_SAMPLES, -1));
    }

    /** Whether libvips takes a band beyond the colours for what the embedded decoder does. */
    public boolean alphaIsPlain() {
        return extraSamples < 0 || extraSamples == UNASSOCIATED_ALPHA;
    }

    /** Refuses the picture if the embedded decoder does not know its compression. */
    public void checkEmbedded() throws RejectedPictureException {
        String name = NOT_EMBEDDED.get(compression);
        if (name != null) {
            throw RejectedPictureException.unsupported(
                    "TIFF compressed with " + name,
                    "install libvips (Debian's package is libvips42), which reads most of them, or"
                            + " convert the image, for example with tiffcp -c lzw");
        }
    }

    /** Where the entry of a tag stands; 0 if nowhere. */
    private static long entry(FileBytes bytes, int tag) throws RejectedPictureException {
        long directory = bytes.u32(4);
        int entries = bytes.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (bytes.u16(entry) == tag) {
                return entry;
            }
        }
        return 0;
    }

    private static int number(FileBytes bytes, int tag, int otherwise)
            throws RejectedPictureException {
        long entry = entry(bytes, tag);
        return entry == 0 ? otherwise : (int) Math.min(bytes.number(entry + 2), Integer.MAX_VALUE);
    }

    private static byte @Nullable [] profile(FileBytes bytes) throws RejectedPictureException {
        long entry = entry(bytes, PROFILE);
        if (entry == 0 || bytes.u32(entry + 4) <= 4) {
            return null;
        }
        long from = bytes.u32(entry + 8);
        long to = from + bytes.u32(entry + 4);
        return to > bytes.length() ? null : Arrays.copyOfRange(bytes.data(), (int) from, (int) to);
    }

    private static void checkStrips(FileBytes bytes, long offsets, long sizes)
            throws RejectedPictureException {
        if (offsets == 0 || sizes == 0) {
            throw RejectedPictureException.damaged("it does not say where its pixels are");
        }
        long count = bytes.u32(sizes + 4);
        if (count == 0 || count != bytes.u32(offsets + 4)) {
            throw RejectedPictureException.damaged("its lists of strips contradict each other");
        }
        for (long i = 0; i < count; i++) {
            long end = bytes.element(offsets + 2, i) + bytes.element(sizes + 2, i);
            if (end > bytes.length()) {
                throw RejectedPictureException.cutShort(
                        String.format(
                                Locale.ROOT,
                                "strip or tile %,d of %,d ends at byte %,d and the file at %,d",
                                i + 1,
                                count,
                                end,
                                bytes.length()));
            }
        }
    }
}
