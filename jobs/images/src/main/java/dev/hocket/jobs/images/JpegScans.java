package dev.hocket.jobs.images;

import java.util.Arrays;

/**
 * What the markers of a JPEG say: how the camera was held, and whether its scans together hold
 * every coefficient of every component. Decoders fill what no scan brought with grey and report
 * nothing; that the data of each scan are whole, the decoder's warnings tell.
 */
final class JpegScans {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int TEM = 0x01;
    private static final int APP1 = 0xe1;
    private static final int COEFFICIENTS = 64;

    private final Bytes bytes;
    private Orientation orientation = Orientation.UPRIGHT;
    private int[] components = {};

    /** For each component and coefficient, the lowest bit that a scan has brought; 99: none. */
    private byte[][] lowestBit = {};

    private JpegScans(byte[] file) {
        this.bytes = Bytes.big(file);
    }

    /** Checks the scans; returns the orientation. */
    static Orientation check(byte[] file) throws Damage {
        JpegScans scans = new JpegScans(file);
        scans.walk();
        scans.complete();
        return scans.orientation;
    }

    private void walk() throws Damage {
        int at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = bytes.u8(at + 1L);
            if (marker == EOI) {
                return;
            }
            if (marker == TEM || marker == SOI) {
                at += 2;
                continue;
            }
            int length = bytes.u16(at + 2L);
            int end = at + 2 + length;
            if (end > bytes.length()) {
                throw Damage.cutShort("its header goes on past the file's end");
            }
            if (marker == APP1 && length >= 16 && bytes.u32(at + 4L) == 0x45786966) { // "Exif"
                orientation = Exif.orientation(bytes.data(), at + 10, end);
            } else if (marker == SOS) {
                scan(at + 4);
            } else if (isFrame(marker)) {
                frame(marker, at + 4);
            }
            at = end;
        }
    }

    /** The next marker that is neither a restart nor a stuffed byte of a scan's data. */
    private int nextMarker(int from) throws Damage {
        byte[] data = bytes.data();
        for (int at = from; at + 1 < data.length; at++) {
            int code = data[at + 1] & 0xff;
            boolean restart = code >= 0xd0 && code <= 0xd7;
            if (data[at] == (byte) 0xff && code != 0 && code != 0xff && !restart) {
                return at;
            }
        }
        throw Damage.cutShort("its end mark is missing");
    }

    /** C0 to CF but for C4, C8 and CC, which are tables and a reserved code. */
    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= 0xcf && marker % 4 != 0 || marker == SOF0;
    }

    private void frame(int marker, int at) throws Damage {
        if (marker > SOF2) {
            throw new Damage(
                    "a lossless, hierarchical or arithmetic JPEG (SOF%d) is not read; convert it to"
                                    .formatted(marker - SOF0)
                            + " an ordinary JPEG or a PNG");
        }
        components = new int[bytes.u8(at + 5L)];
        lowestBit = new byte[components.length][COEFFICIENTS];
        for (int i = 0; i < components.length; i++) {
            components[i] = bytes.u8(at + 6L + 3 * i);
            Arrays.fill(lowestBit[i], (byte) 99);
        }
    }

    private void scan(int at) throws Damage {
        int count = bytes.u8(at);
        int first = bytes.u8(at + 1L + 2 * count);
        int last = Math.min(bytes.u8(at + 2L + 2 * count), COEFFICIENTS - 1);
        int low = bytes.u8(at + 3L + 2 * count) & 15;
        for (int i = 0; i < count; i++) {
            int id = bytes.u8(at + 1L + 2 * i);
            for (int component = 0; component < components.length; component++) {
                if (components[component] == id && first <= last) {
                    Arrays.fill(lowestBit[component], first, last + 1, (byte) low);
                }
            }
        }
    }

    private void complete() throws Damage {
        if (components.length == 0) {
            throw Damage.cutShort("it has no frame header");
        }
        for (int component = 0; component < components.length; component++) {
            for (byte low : lowestBit[component]) {
                if (low != 0) {
                    throw Damage.cutShort(
                            "component %d of %d lacks some of its scans"
                                    .formatted(component + 1, components.length));
                }
            }
        }
    }
}
