package dev.hocket.jobs.images.structure;

import java.nio.ByteOrder;

/** Whether all strips or tiles of a TIFF's first picture are in its file. */
public final class TiffStructure {
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_SIZES = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_SIZES = 325;
    private static final int SHORT = 3;

    private final FileBytes bytes;

    private TiffStructure(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** Checks the picture; returns the orientation that it carries. */
    public static Orientation check(byte[] file) throws RejectedPictureException {
        ByteOrder order = file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        new TiffStructure(new FileBytes(file, order)).walk();
        return ExifOrientations.orientation(file, 0, file.length);
    }

    private void walk() throws RejectedPictureException {
        long directory = bytes.u32(4);
        long offsets = 0;
        long sizes = 0;
        int entries = bytes.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            switch (bytes.u16(entry)) {
                case STRIP_OFFSETS, TILE_OFFSETS -> offsets = entry;
                case STRIP_SIZES, TILE_SIZES -> sizes = entry;
                default -> {} // says nothing about where the pixels are
            }
        }
        if (offsets == 0 || sizes == 0) {
            throw RejectedPictureException.broken("it does not say where its pixels are");
        }
        long count = bytes.u32(sizes + 4);
        if (count == 0 || count != bytes.u32(offsets + 4)) {
            throw RejectedPictureException.broken("its lists of strips contradict each other");
        }
        for (long i = 0; i < count; i++) {
            long end = value(offsets, count, i) + value(sizes, count, i);
            if (end > bytes.length()) {
                throw RejectedPictureException.cutShort(
                        "strip or tile %,d of %,d ends at byte %,d and the file at %,d"
                                .formatted(i + 1, count, end, bytes.length()));
            }
        }
    }

    /** Element {@code i} of a list of shorts or ints; a list that fits is inside its entry. */
    private long value(long entry, long count, long i) throws RejectedPictureException {
        boolean isShort = bytes.u16(entry + 2) == SHORT;
        int size = isShort ? 2 : 4;
        long list = count * size <= 4 ? entry + 8 : bytes.u32(entry + 8);
        return isShort ? bytes.u16(list + i * size) : bytes.u32(list + i * size);
    }
}
