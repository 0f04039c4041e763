package dev.hocket.jobs.images.structure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Numbers in a file's bytes, read in one byte order; past the end is {@link
 * RejectedPictureException}.
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the file, never compared
public record FileBytes(byte[] data, ByteOrder order) {
    private static final VarHandle LITTLE_SHORT = view(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_SHORT = view(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE_INT = view(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_INT = view(int[].class, ByteOrder.BIG_ENDIAN);

    public static FileBytes big(byte[] data) {
        return new FileBytes(data, ByteOrder.BIG_ENDIAN);
    }

    public static FileBytes little(byte[] data) {
        return new FileBytes(data, ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return data.length;
    }

    public int u8(long at) throws RejectedPictureException {
        return data[need(at, 1)] & 0xff;
    }

    public int u16(long at) throws RejectedPictureException {
        int i = need(at, 2);
        VarHandle view = order == ByteOrder.BIG_ENDIAN ? BIG_SHORT : LITTLE_SHORT;
        return (short) view.get(data, i) & 0xffff;
    }

    public long u32(long at) throws RejectedPictureException {
        int i = need(at, 4);
        VarHandle view = order == ByteOrder.BIG_ENDIAN ? BIG_INT : LITTLE_INT;
        return Integer.toUnsignedLong((int) view.get(data, i));
    }

    int i32(long at) throws RejectedPictureException {
        return (int) u32(at);
    }

    /**
     * The number of an entry of a TIFF directory, whose type, count and value begin here. Writers
     * do not agree on the type of a number, so that any whole one will do: byte, short or long.
     */
    public long number(long at) throws RejectedPictureException {
        return element(at, 0);
    }

    /** Element {@code i} of such an entry; a list that fits is inside of it. */
    public long element(long at, long i) throws RejectedPictureException {
        int size = sizeOfType(u16(at));
        long list = u32(at + 2) * size <= 4 ? at + 6 : u32(at + 6);
        return switch (size) {
            case 1 -> u8(list + i);
            case 2 -> u16(list + i * 2);
            case 4 -> u32(list + i * 4);
            default ->
                    throw RejectedPictureException.damaged(
                            String.format(
                                    Locale.ROOT, "a number of type %d in its directory", u16(at)));
        };
    }

    /** How many bytes a whole number of a TIFF type has; 0 if the type is of something else. */
    static int sizeOfType(int type) {
        return switch (type) {
            case 1, 6 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 13 -> 4;
            default -> 0;
        };
    }

    /** The four characters at a place, for chunk types. */
    String type(long at) throws RejectedPictureException {
        int i = need(at, 4);
        return new String(data, i, 4, StandardCharsets.ISO_8859_1);
    }

    private int need(long at, int count) throws RejectedPictureException {
        if (at < 0 || at + count > data.length) {
            throw RejectedPictureException.cutShort(
                    String.format(
                            Locale.ROOT,
                            "the file has %,d bytes and its contents extend beyond them",
                            data.length));
        }
        return (int) at;
    }

    private static VarHandle view(Class<?> array, ByteOrder order) {
        return MethodHandles.byteArrayViewVarHandle(array, order);
    }
}
