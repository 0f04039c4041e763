package dev.hocket.jobs.images.structure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether all of a PNG is there: every chunk whole and unchanged, up to the end mark. That the
 * compressed data give all rows is left to the reader, which does report it; what they give is
 * checked by {@link #checkData}, since the reader of the JDK does not look at their checksum.
 */
public final class PngStructure {
    private static final int LARGEST_PROFILE = 8 << 20;
    private static final int UNUSED = 1 << 16;

    /** How many bytes a pixel has at most. */
    private static final int MOST_BYTES = 8;

    private PngStructure() {}

    /** Checks the picture and reads its header. */
    static PictureHeader read(byte[] file) throws RejectedPictureException {
        FileBytes bytes = FileBytes.big(file);
        Orientation orientation = Orientation.UPRIGHT;
        String type = "";
        long at = 8;
        while (!type.equals("IEND")) {
            if (at + 12 > file.length) {
                throw RejectedPictureException.cutShort("its end marker IEND is missing");
            }
            long length = bytes.u32(at);
            type = bytes.type(at + 4);
            if (at + 12 + length > file.length) {
                throw RejectedPictureException.cutShort(
                        String.format(
                                Locale.ROOT,
                                "its %s chunk of %,d bytes has only %,d",
                                type,
                                length,
                                file.length - at - 12));
            }
            checkSum(bytes, type, (int) at + 4, (int) length + 4);
            if (type.equals("eXIf")) {
                orientation = ExifOrientations.of(file, (int) at + 8, (int) (at + 8 + length));
            }
            at += 12 + length;
        }
        return new PictureHeader(
                bytes.i32(16), bytes.i32(20), orientation, inflated(chunk(file, "iCCP")));
    }

    /**
     * Decompresses the data of a picture that is whole, and checks their checksum (Adler-32); data
     * far beyond the rows of the picture are not looked at.
     */
    public static void checkData(byte[] file)
            throws RejectedPictureException, InterruptedException {
        FileBytes bytes = FileBytes.big(file);
        byte[] unused = new byte[UNUSED];
        long most = 2L * bytes.u32(20) * (MOST_BYTES * bytes.u32(16) + 1);
        String type = "";
        Inflater inflater = new Inflater();
        try {
            for (long at = 8; !type.equals("IEND"); at += 12 + bytes.u32(at)) {
                type = bytes.type(at + 4);
                if (type.equals("IDAT")) {
                    inflater.setInput(file, (int) at + 8, (int) bytes.u32(at));
                    inflate(inflater, unused, most);
                }
            }
        } catch (DataFormatException wrong) {
            throw RejectedPictureException.damaged(
                    "its compressed data are wrong (%s)".formatted(wrong.getMessage()), wrong);
        } finally {
            inflater.end();
        }
    }

    private static void inflate(Inflater inflater, byte[] unused, long most)
            throws DataFormatException, InterruptedException {
        while (!inflater.finished()
                && !inflater.needsInput()
                && inflater.getBytesWritten() <= most) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while an image was checked");
            }
            if (inflater.inflate(unused) == 0 && inflater.needsDictionary()) {
                throw new DataFormatException("they need a dictionary");
            }
        }
    }

    /** What is in the first chunk of a type, of a picture that is whole; null if there is none. */
    public static byte @Nullable [] chunk(byte[] file, String wanted)
            throws RejectedPictureException {
        FileBytes bytes = FileBytes.big(file);
        String type = "";
        for (long at = 8; !type.equals("IEND"); at += 12 + bytes.u32(at)) {
            type = bytes.type(at + 4);
            if (type.equals(wanted)) {
                return Arrays.copyOfRange(file, (int) at + 8, (int) (at + 8 + bytes.u32(at)));
            }
        }
        return null;
    }

    /** The profile in its chunk, where it stands compressed behind its name. */
    private static byte @Nullable [] inflated(byte @Nullable [] chunk) {
        if (chunk == null) {
            return null;
        }
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        int from = Math.min(name + 2, chunk.length);
        try (InputStream in =
                new InflaterInputStream(
                        new ByteArrayInputStream(chunk, from, chunk.length - from))) {
            return in.readNBytes(LARGEST_PROFILE);
        } catch (IOException broken) { // costs the exact colours only
            return null;
        }
    }

    private static void checkSum(FileBytes bytes, String type, int at, int length)
            throws RejectedPictureException {
        CRC32 sum = new CRC32();
        sum.update(bytes.data(), at, length);
        if (sum.getValue() != bytes.u32((long) at + length)) {
            throw RejectedPictureException.damaged(
                    "the checksum of its " + type + " chunk does not match");
        }
    }
}
