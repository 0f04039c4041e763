package dev.hocket.jobs.images.jpeg;

import dev.hocket.jobs.images.structure.FileBytes;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.RejectedPictureException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a JPEG says, if it is one that libvips may read: Huffman-coded, of 8 bits and
 * one or three components, with all scans and the end mark there as far as their headers tell. That
 * the data of each scan are there is left to libvips.
 */
public final class JpegHeader {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOF15 = 0xcf;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;

    /** libjpeg keeps all coefficients of a progressive picture, six bytes for each pixel. */
    private static final long MOST_PROGRESSIVE_PIXELS = 64_000_000;

    private JpegHeader() {}

    /** The header; null if something about the picture is unusual. */
    public static @Nullable PictureHeader of(byte[] file) {
        try {
            return read(FileBytes.big(file));
        } catch (RejectedPictureException seenByTheDecoder) {
            return null;
        }
    }

    private static @Nullable PictureHeader read(FileBytes bytes) throws RejectedPictureException {
        JpegMetadata notes = new JpegMetadata(bytes);
        int frame = -1;
        int at = 2;
        while (bytes.u8(at) == 0xff) {
            int code = bytes.u8(at + 1L);
            int end = at + 2 + bytes.u16(at + 2L);
            if (code == SOI || code == EOI || end > bytes.data().length) {
                return null;
            } else if (code == SOS) {
                boolean all = frame >= 0 && plain(bytes, frame) && complete(bytes, frame, at);
                return all ? of(bytes, frame, notes) : null;
            } else if (code >= SOF0 && code <= SOF15 && code != DHT && code != DAC && code != JPG) {
                frame = at;
            } else {
                notes.read(code, at + 4, end);
            }
            at = end;
        }
        return null;
    }

    private static PictureHeader of(FileBytes bytes, int frame, JpegMetadata notes)
            throws RejectedPictureException {
        return new PictureHeader(
                bytes.u16(frame + 7L), bytes.u16(frame + 5L), notes.orientation(), notes.profile());
    }

    private static boolean plain(FileBytes bytes, int frame) throws RejectedPictureException {
        int kind = bytes.u8(frame + 1L);
        int components = bytes.u8(frame + 9L);
        long pixels = (long) bytes.u16(frame + 7L) * bytes.u16(frame + 5L);
        return kind <= SOF2
                && !(kind == SOF2 && pixels > MOST_PROGRESSIVE_PIXELS)
                && bytes.u8(frame + 4L) == 8
                && (components == 1 || components == 3);
    }

    /** Whether the scans from here on bring all coefficients, and the end mark follows. */
    private static boolean complete(FileBytes bytes, int frame, int from)
            throws RejectedPictureException {
        boolean progressive = bytes.u8(frame + 1L) == SOF2;
        JpegComponent[] components = new JpegComponent[bytes.u8(frame + 9L)];
        for (int i = 0; i < components.length; i++) {
            components[i] = new JpegComponent(bytes.u8(frame + 10L + 3L * i), 1, 1, 0);
        }
        int at = from;
        while (bytes.u8(at) == 0xff && bytes.u8(at + 1L) != EOI) {
            int end = at + 2 + bytes.u16(at + 2L);
            if (bytes.u8(at + 1L) == SOS) {
                bring(bytes, at + 4, components, progressive);
                boolean whole = !progressive && bytes.u8(at + 4L) == components.length;
                end = whole ? lastEnd(bytes.data(), end) : marker(bytes, end);
            }
            at = end;
        }
        return Arrays.stream(components).allMatch(JpegComponent::complete);
    }

    private static void bring(
            FileBytes bytes, int at, JpegComponent[] components, boolean progressive)
            throws RejectedPictureException {
        int count = bytes.u8(at);
        long range = at + 1 + 2L * count;
        int high = progressive ? bytes.u8(range + 2) >> 4 : 0;
        int low = progressive ? bytes.u8(range + 2) & 15 : 0;
        for (int i = 0; i < count; i++) {
            int id = bytes.u8(at + 1 + 2L * i);
            for (JpegComponent component : components) {
                if (component.id == id) {
                    int first = progressive ? bytes.u8(range) : 0;
                    int last = progressive ? Math.min(63, bytes.u8(range + 1)) : 63;
                    component.bring(first, last, high, low);
                }
            }
        }
    }

    /** The marker after coded data, within which 0xff is followed by zero or a restart's code. */
    private static int marker(FileBytes bytes, int from) throws RejectedPictureException {
        byte[] file = bytes.data();
        for (int at = from; at + 1 < file.length; at++) {
            if (file[at] == (byte) 0xff) {
                int code = file[at + 1] & 0xff;
                if (code != 0 && code != 0xff && (code & 0xf8) != 0xd0) {
                    return at;
                }
            }
        }
        throw RejectedPictureException.cutShort("its end marker is missing");
    }

    private static int lastEnd(byte[] file, int from) throws RejectedPictureException {
        for (int at = file.length - 2; at >= from; at--) {
            if (file[at] == (byte) 0xff && file[at + 1] == (byte) EOI) {
                return at;
            }
        }
        throw RejectedPictureException.cutShort("its end marker is missing");
    }
}
