package dev.hocket.jobs.images;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The one EXIF value that a thumbnail needs: how the camera was held. Read here because EXIF found
 * in the wild is often broken, and a broken one must cost the orientation only, not the picture.
 */
final class Exif {
    private static final int TAG_ORIENTATION = 0x0112;

    private Exif() {}

    /**
     * The orientation in a TIFF structure, which EXIF is.
     *
     * @param from where the structure starts in the data
     * @param to where it ends
     */
    static Orientation orientation(byte[] data, int from, int to) {
        byte[] tiff = Arrays.copyOfRange(data, from, to);
        boolean little = tiff.length > 1 && tiff[0] == 'I';
        ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Bytes bytes = new Bytes(tiff, order);
        try {
            long directory = bytes.u32(4);
            int entries = bytes.u16(directory);
            for (int i = 0; i < entries; i++) {
                long entry = directory + 2 + 12L * i;
                if (bytes.u16(entry) == TAG_ORIENTATION) {
                    return Orientation.ofExif(bytes.u16(entry + 8));
                }
            }
        } catch (Damage cutShort) {
            return Orientation.UPRIGHT;
        }
        return Orientation.UPRIGHT;
    }
}
