package dev.hocket.jobs.images.structure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Whether all rows of a BMP are in its file, and its header in the form that decoders know. */
public final class BmpStructure {
    private static final int FILE_HEADER = 14;
    private static final int OS2_1 = 12;
    private static final int WINDOWS_3 = 40;
    private static final int WINDOWS_4 = 108;
    private static final int WINDOWS_5 = 124;
    private static final int OS2_2 = 64;

    private static final int PLAIN = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    private BmpStructure() {}

    /** Checks the picture's size against the file's, and reads its header. */
    static PictureHeader read(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        long start = bytes.u32(10);
        boolean old = bytes.u32(14) == OS2_1;
        long width = old ? bytes.u16(18) : bytes.i32(18);
        long height = old ? bytes.u16(20) : Math.abs((long) bytes.i32(22));
        int depth = old ? bytes.u16(24) : bytes.u16(28);
        long compression = old ? PLAIN : bytes.u32(30);
        long needed;
        if (compression == RLE8 || compression == RLE4) {
            needed = bytes.u32(34); // the size of the run-length codes
            if (needed < 2 || start + needed > file.length || !endsRight(bytes, start + needed)) {
                throw RejectedPictureException.cutShort(
                        "its run-length codes do not reach their end marker");
            }
        } else {
            long row = (Math.max(0, width) * depth + 31) / 32 * 4;
            needed = row > file.length ? row : row * height; // cannot overflow then
        }
        if (start + needed > file.length) {
            throw RejectedPictureException.cutShort(
                    String.format(
                            Locale.ROOT,
                            "its rows need %,d bytes, and the file has only %,d",
                            needed,
                            Math.max(0, file.length - start)));
        }
        return new PictureHeader(
                (int) width, (int) Math.min(height, Integer.MAX_VALUE), Orientation.UPRIGHT, null);
    }

    /** Whether run-length codes end in the mark for the end of the picture. */
    private static boolean endsRight(FileBytes bytes, long end) throws RejectedPictureException {
        return bytes.u16(end - 2) == 0x0100;
    }

    /**
     * The picture with a header of Windows 3, if its own is one of OS/2 2, which may leave out its
     * last fields, or of the versions 2 and 3 of Windows' that Adobe's programs write.
     */
    public static byte[] withKnownHeader(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        long size = bytes.u32(FILE_HEADER);
        if (size == OS2_1 || size == WINDOWS_3 || size == WINDOWS_4 || size == WINDOWS_5) {
            byte[] sized = file.clone(); // the size in the header is often wrong, and not needed
            ByteBuffer.wrap(sized).order(ByteOrder.LITTLE_ENDIAN).putInt(2, file.length);
            return sized;
        }
        boolean adobe = size == 52 || size == 56;
        if (size < 16 || size > OS2_2) {
            throw RejectedPictureException.unsupported(
                    String.format(Locale.ROOT, "BMP with a header of %,d bytes", size),
                    "convert it to PNG");
        }
        long compression = size < 20 ? PLAIN : bytes.u32(30);
        if (!adobe && compression > RLE4) {
            throw RejectedPictureException.unsupported(
                    "OS/2 BMP compressed with "
                            + (compression == BIT_FIELDS ? "Huffman's codes" : "runs of 24 bits"),
                    "convert it to PNG");
        }
        int masks = adobe && compression == BIT_FIELDS ? 12 : 0;
        int before = FILE_HEADER + (int) size;
        int start = Math.clamp(bytes.u32(10), before, file.length);
        int moved = WINDOWS_3 + masks - (int) size;
        ByteBuffer known = ByteBuffer.allocate(file.length + moved).order(ByteOrder.LITTLE_ENDIAN);
        known.put(file, 0, 2)
                .putInt(known.capacity())
                .putInt(0)
                .putInt(start + moved)
                .putInt(WINDOWS_3);
        known.put(file, FILE_HEADER + 4, Math.min((int) size, WINDOWS_3) - 4);
        known.position(FILE_HEADER + WINDOWS_3);
        known.put(file, FILE_HEADER + WINDOWS_3, masks);
        return known.put(file, before, file.length - before).array();
    }
}
