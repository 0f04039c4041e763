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
    public static Orientation orientation(byte[] data, int from, int to) {
        byte[] tiff = Arrays.copyOfRange(data, from, to);
        try {
            long place = place(tiff);
            return place < 0 ? Orientation.UPRIGHT : Orientation.ofExif(bytes(tiff).u16(place));
        } catch (RejectedPictureException cutShort) {
            return Orientation.UPRIGHT;
        }
    }

    /** Says in a TIFF structure that its picture is upright, if it says anything of it. */
    static void setUpright(byte[] tiff) {
        try {
            long place = place(tiff);
            if (place >= 0 && bytes(tiff).u16(place) > 0) { // within the data
                boolean little = bytes(tiff).order() == ByteOrder.LITTLE_ENDIAN;
                tiff[(int) place] = (byte) (little ? 1 : 0);
                tiff[(int) place + 1] = (byte) (little ? 0 : 1);
            }
        } catch (RejectedPictureException cutShort) {
            // nor does anybody else find an orientation in it
        }
    }

    private static FileBytes bytes(byte[] tiff) {
        boolean little = tiff.length > 1 && tiff[0] == 'I';
        return new FileBytes(tiff, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Where the orientation's value stands; -1 if nowhere. */
    private static long place(byte[] tiff) throws RejectedPictureException {
        FileBytes bytes = bytes(tiff);
        long directory = bytes.u32(4);
        int entries = bytes.u16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (bytes.u16(entry) == TAG_ORIENTATION) {
                return entry + 8;
            }
        }
        return -1;
    }
}
