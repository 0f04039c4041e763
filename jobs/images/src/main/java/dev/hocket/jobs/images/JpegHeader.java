package dev.hocket.jobs.images;

import java.awt.color.ColorSpace;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a JPEG says, and whether its end mark is there.
 *
 * @param space the colour space of its samples; null: sRGB or grey
 * @param plain whether it is an ordinary one, baseline or extended, of 8 bits and one or three
 *     components
 */
record JpegHeader(
        int width, int height, Orientation orientation, @Nullable ColorSpace space, boolean plain) {
    private static final int SOF0 = 0xc0;
    private static final int SOF15 = 0xcf;
    private static final int DHT = 0xc4;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DAC = 0xcc;
    private static final int JPG = 0xc8;

    /** The header; null if something about it is unusual. */
    static @Nullable JpegHeader of(byte[] file) throws Damage {
        Bytes bytes = Bytes.big(file);
        JpegNotes notes = new JpegNotes(bytes);
        int frame = -1;
        int at = 2;
        while (at + 4 <= file.length && file[at] == (byte) 0xff) {
            int code = bytes.u8(at + 1L);
            int end = at + 2 + bytes.u16(at + 2L);
            if (code == SOI || code == EOI || end > file.length) {
                return null;
            } else if (code == SOS) {
                return frame < 0 || !ends(file, end) ? null : of(bytes, frame, notes);
            } else if (code >= SOF0 && code <= SOF15 && code != DHT && code != DAC && code != JPG) {
                frame = at;
            } else {
                notes.read(code, at + 4, end);
            }
            at = end;
        }
        return null;
    }

    private static JpegHeader of(Bytes bytes, int frame, JpegNotes notes) throws Damage {
        int components = bytes.u8(frame + 9L);
        boolean plain =
                bytes.u8(frame + 1L) <= SOF0 + 1
                        && bytes.u8(frame + 4L) == 8
                        && (components == 1 || components == 3);
        return new JpegHeader(
                bytes.u16(frame + 7L),
                bytes.u16(frame + 5L),
                notes.orientation(),
                components == 3 ? notes.colourSpace(3) : null,
                plain);
    }

    /** Whether an end mark follows: within coded data, 0xff is never followed by its code. */
    private static boolean ends(byte[] file, int from) {
        for (int at = file.length - 2; at >= from; at--) {
            if (file[at] == (byte) 0xff && file[at + 1] == (byte) EOI) {
                return true;
            }
        }
        return false;
    }
}
