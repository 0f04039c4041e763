package dev.hocket.jobs.images.structure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether all of a WebP is there: the sizes of the whole, its chunks and its partitions fit. Of an
 * animated one the first frame counts.
 */
public final class WebpStructure {
    /** Bits of the header that says what else there is. */
    private static final int ANIMATION = 2;

    private static final int EXIF = 8;
    private static final int ALPHA = 16;
    private static final int PROFILE = 32;

    private WebpStructure() {}

    /** Checks the picture and reads its header. */
    static PictureHeader read(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        long end = 8 + bytes.u32(4);
        if (end > file.length) {
            throw RejectedPictureException.cutShort(
                    String.format(
                            Locale.ROOT, "it should have %,d bytes and has %,d", end, file.length));
        }
        boolean picture = false;
        long at = 12;
        while (at + 8 <= end) {
            String type = bytes.type(at);
            long size = bytes.u32(at + 4);
            if (at + 8 + size > end) {
                throw RejectedPictureException.cutShort(
                        String.format(
                                Locale.ROOT,
                                "its %s chunk of %,d bytes has only %,d",
                                type.strip(),
                                size,
                                end - at - 8));
            }
            if (type.equals("VP8 ")) {
                partitions(bytes, at + 8, at + 8 + size);
            }
            picture |= type.equals("VP8 ") || type.equals("VP8L") || type.equals("ANMF");
            at += 8 + size + (size & 1);
        }
        if (!picture) {
            throw RejectedPictureException.cutShort("it has no image data");
        }
        WebpFrame frame = WebpFrame.firstOf(file);
        if (frame != null) {
            PictureHeader _ = read(frame.still());
        }
        byte[] exif = chunk(file, "EXIF");
        return new PictureHeader(
                width(bytes),
                height(bytes),
                exif == null ? Orientation.UPRIGHT : orientation(exif),
                chunk(file, "ICCP"));
    }

    /** The first partition of a lossy picture must end inside the chunk. */
    private static void partitions(FileBytes bytes, long at, long end)
            throws RejectedPictureException {
        long tag = bytes.u8(at) | bytes.u8(at + 1) << 8 | bytes.u8(at + 2) << 16;
        long first = tag >> 5;
        if (at + 10 + first >= end) {
            throw RejectedPictureException.cutShort("its first partition extends beyond its chunk");
        }
    }

    /** What is in the first chunk of a type, of a picture that is whole; null if there is none. */
    public static byte @Nullable [] chunk(byte[] file, String wanted)
            throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        long end = 8 + bytes.u32(4);
        for (long at = 12; at + 8 <= end; at += 8 + bytes.u32(at + 4) + (bytes.u32(at + 4) & 1)) {
            if (bytes.type(at).equals(wanted)) {
                return Arrays.copyOfRange(file, (int) at + 8, (int) (at + 8 + bytes.u32(at + 4)));
            }
        }
        return null;
    }

    /** Whether a picture that is whole has frames. */
    static boolean isAnimated(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        return bytes.type(12).equals("VP8X") && (bytes.u8(20) & ANIMATION) != 0;
    }

    /** The width, of whichever kind the first chunk is. */
    public static int width(FileBytes bytes) throws RejectedPictureException {
        return switch (bytes.type(12)) {
            case "VP8X" -> (int) (bytes.u32(24) & 0xffffff) + 1;
            case "VP8L" -> (int) (bytes.u32(21) & 0x3fff) + 1;
            default -> bytes.u16(26) & 0x3fff;
        };
    }

    /** The height. */
    public static int height(FileBytes bytes) throws RejectedPictureException {
        return switch (bytes.type(12)) {
            case "VP8X" -> (int) (bytes.u32(26) >> 8 & 0xffffff) + 1;
            case "VP8L" -> (int) (bytes.u32(21) >> 14 & 0x3fff) + 1;
            default -> bytes.u16(28) & 0x3fff;
        };
    }

    /** A picture of one chunk as one with a header of its own, which says what else there is. */
    static byte[] extended(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        String type = bytes.type(12);
        if (type.equals("VP8X")) {
            return file;
        }
        boolean alpha = type.equals("VP8L") && (bytes.u32(21) >> 28 & 1) == 1;
        int width = width(bytes);
        int height = height(bytes);
        ByteBuffer all = ByteBuffer.allocate(file.length + 18).order(ByteOrder.LITTLE_ENDIAN);
        all.put(file, 0, 12).put("VP8X".getBytes(StandardCharsets.ISO_8859_1)).putInt(10);
        all.putInt(alpha ? 0x10 : 0).putInt(24, width - 1 | (height - 1) << 24);
        all.putShort(28, (short) ((height - 1) >> 8)).position(30);
        return all.put(file, 12, file.length - 12).array();
    }

    /** Whether pixels may be transparent, of a picture that is whole. */
    public static boolean hasAlpha(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        return switch (bytes.type(12)) {
            case "VP8X" -> (bytes.u8(20) & ALPHA) != 0;
            case "VP8L" -> (bytes.u32(21) >> 28 & 1) == 1;
            default -> false;
        };
    }

    /**
     * Without EXIF data, which libvips writes also where there were none, and without a profile,
     * which the embedded decoder applies on its own.
     */
    public static byte[] plain(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.little(file);
        ByteBuffer kept = ByteBuffer.allocate(file.length).order(ByteOrder.LITTLE_ENDIAN);
        kept.put(file, 0, 12);
        long end = 8 + bytes.u32(4);
        for (long at = 12; at + 8 <= end; ) {
            long next = at + 8 + bytes.u32(at + 4) + (bytes.u32(at + 4) & 1);
            if (!bytes.type(at).equals("EXIF") && !bytes.type(at).equals("ICCP")) {
                kept.put(file, (int) at, (int) (Math.min(next, end) - at));
            }
            at = next;
        }
        kept.putInt(4, kept.position() - 8);
        byte[] result = Arrays.copyOf(kept.array(), kept.position());
        if (bytes.type(12).equals("VP8X")) {
            result[20] &= ~(EXIF | PROFILE);
        }
        return result;
    }

    private static Orientation orientation(byte[] exif) {
        boolean prefixed = exif.length > 6 && exif[0] == 'E' && exif[1] == 'x';
        return ExifOrientations.of(exif, prefixed ? 6 : 0, exif.length);
    }
}
