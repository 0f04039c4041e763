package dev.hocket.jobs.images.structure;

/** Whether all rows of a BMP are in its file. */
public final class BmpStructure {
    private static final int OLD_HEADER = 12;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;

    private BmpStructure() {}

    /** Checks the picture's size against the file's. */
    public static void check(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        long start = bytes.u32(10);
        boolean old = bytes.u32(14) == OLD_HEADER;
        long width = old ? bytes.u16(18) : bytes.i32(18);
        long height = old ? bytes.u16(20) : Math.abs((long) bytes.i32(22));
        int depth = old ? bytes.u16(24) : bytes.u16(28);
        long compression = old ? 0 : bytes.u32(30);
        long needed;
        if (compression == RLE8 || compression == RLE4) {
            needed = bytes.u32(34); // the size of the run-length codes
            if (needed < 2 || start + needed > file.length || !endsRight(bytes, start + needed)) {
                throw RejectedPictureException.cutShort(
                        "its run-length codes do not go on to their end mark");
            }
        } else {
            long row = (Math.max(0, width) * depth + 31) / 32 * 4;
            needed = row > file.length ? row : row * height; // cannot overflow then
        }
        if (start + needed > file.length) {
            throw RejectedPictureException.cutShort(
                    "its rows need %,d bytes and %,d are there"
                            .formatted(needed, Math.max(0, file.length - start)));
        }
    }

    /** Whether run-length codes end in the mark for the end of the picture. */
    private static boolean endsRight(FileBytes bytes, long end) throws RejectedPictureException {
        return bytes.u16(end - 2) == 0x0100;
    }
}
