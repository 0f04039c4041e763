package dev.hocket.jobs.images.structure;

import dev.hocket.jobs.images.PictureEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** EXIF data as they lie in pictures: found, set upright, and put into results. */
public final class ExifData {
    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LARGEST_SEGMENT = 65_533;

    private ExifData() {}

    /** The EXIF data of a picture, which is whole; null if there are none. */
    public static byte @Nullable [] exif(PictureFormat format, byte[] file)
            throws RejectedPictureException {
        return switch (format) {
            case JPEG -> ofJpeg(file);
            case PNG -> PngStructure.chunk(file, "eXIf");
            case WEBP -> ofWebp(file);
            case GIF, BMP, TIFF -> null;
        };
    }

    private static byte @Nullable [] ofJpeg(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.big(file);
        int at = 2;
        while (at + 4 <= file.length && bytes.u8(at) == 0xff) {
            int code = bytes.u8(at + 1L);
            if (code == 0xda || code == 0xd9) {
                break;
            }
            int end = at + 2 + bytes.u16(at + 2L);
            if (code == 0xe1 && starts(file, at + 4, end)) {
                return Arrays.copyOfRange(file, at + 4 + PREFIX.length, end);
            }
            at = end;
        }
        return null;
    }

    private static byte @Nullable [] ofWebp(byte[] file) throws RejectedPictureException {
        byte[] exif = WebpStructure.chunk(file, "EXIF");
        return exif != null && starts(exif, 0, exif.length)
                ? Arrays.copyOfRange(exif, PREFIX.length, exif.length)
                : exif;
    }

    private static boolean starts(byte[] file, int from, int to) {
        return to - from > PREFIX.length
                && to <= file.length
                && Arrays.equals(file, from, from + PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /** A result with these data. */
    public static byte[] insert(PictureEncoding.Format format, byte[] result, byte[] exif)
            throws RejectedPictureException {
        ExifOrientations.setUpright(exif);
        return switch (format) {
            case JPEG -> intoJpeg(result, exif);
            case PNG -> intoPng(result, exif);
            case WEBP -> intoWebp(result, exif);
        };
    }

    private static byte[] intoJpeg(byte[] jpeg, byte[] exif) throws RejectedPictureException {
        int length = 2 + PREFIX.length + exif.length;
        if (length > LARGEST_SEGMENT) {
            throw new RejectedPictureException(
                    String.format(
                            Locale.ROOT,
                            "its EXIF data have %,d bytes and a JPEG has room for %,d; leave the"
                                    + " metadata out",
                            exif.length,
                            LARGEST_SEGMENT - 8));
        }
        byte[] head = {
            jpeg[0], jpeg[1], (byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length
        };
        return join(head, PREFIX, exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] intoPng(byte[] png, byte[] exif) {
        int header = 8 + 25; // the signature and IHDR
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length);
        chunk.put("eXIf".getBytes(StandardCharsets.ISO_8859_1)).put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        chunk.putInt((int) sum.getValue());
        return join(
                Arrays.copyOf(png, header),
                chunk.array(),
                Arrays.copyOfRange(png, header, png.length));
    }

    /** Behind the picture; the header that announces it is made if there is none. */
    private static byte[] intoWebp(byte[] webp, byte[] exif) throws RejectedPictureException {
        ByteBuffer chunk =
                ByteBuffer.allocate(8 + exif.length + (exif.length & 1))
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        chunk.put("EXIF".getBytes(StandardCharsets.ISO_8859_1)).putInt(exif.length).put(exif);
        byte[] announced = WebpStructure.extended(webp);
        byte[] all = join(announced, chunk.array());
        ByteBuffer.wrap(all).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(4, all.length - 8);
        all[20] |= 8;
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
