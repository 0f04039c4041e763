package dev.hocket.jobs.images.structure;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The one EXIF value that a small picture needs: how the camera was held. Read here because EXIF
 * found in the wild is often broken, and a broken one must cost the orientation only, not the
 * picture.
 */
public final class ExifOrientations {
    private static final int TAG_ORIENTATION = 0x0112;

    private ExifOrientations() {}

    /**
     * The orientation in a TIFF structure, which EXIF is.
     *
     * @param from where the structure starts in the data
     * @param to where it ends
     */
    public static Orientation of(byte[] data, int from, int to) {
        boolean all = from == 0 && to == data.length; // a file of many megabytes
        byte[] tiff = all ? data : Arrays.copyOfRange(data, from, to);
        try {
            long entry = entry(tiff);
            return entry < 0
                    ? Orientation.UPRIGHT
                    : Orientation.ofExif((int) bytes(tiff).number(entry + 2));
        } catch (RejectedPictureException cutShort) {
            return Orientation.UPRIGHT;
        }
    }

    /** Says in a TIFF structure that its picture is upright, if it says anything of it. */
    public static void setUpright(byte[] tiff) {
        try {
            long entry = entry(tiff);
            if (entry >= 0 && bytes(tiff).u32(entry + 8) != 0) { // within the data
                boolean little = bytes(tiff).order() == ByteOrder.LITTLE_ENDIAN;
                int size = FileBytes.sizeOfType(bytes(tiff).u16(entry + 2));
                int place = (int) entry + 8;
                Arrays.fill(tiff, place, place + size, (byte) 0);
                tiff[little ? place : place + size - 1] = 1;
            }
        } catch (RejectedPictureException cutShort) {
            // nor does anybody else find an orientation in it
        }
    }

    private static FileBytes bytes(byte[] tiff) {
        boolean little = tiff.length > 1 && tiff[0] == 'I';
        return new FileBytes(tiff, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Where the orientation's entry of the directory stands; -1 if nowhere. */
    private static long entry(byte[] tiff) throws RejectedPictureException {
        FileBytes bytes = bytes(tiff);
        long directory = bytes.u32(4);
        int entries = bytes.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            boolean number = FileBytes.sizeOfType(bytes.u16(entry + 2)) > 0;
            if (bytes.u16(entry) == TAG_ORIENTATION && number) {
                return entry;
            }
        }
        return -1;
    }
}
