package dev.hocket.jobs.images;

/** Whether all of a WebP is there: the sizes of the whole, its chunks and its partitions fit. */
final class WebpStructure {
    private WebpStructure() {}

    /** Checks the picture; returns the orientation that it carries. */
    static Orientation check(byte[] file) throws Damage {
        Bytes bytes = Bytes.little(file);
        long end = 8 + bytes.u32(4);
        if (end > file.length) {
            throw Damage.cutShort(
                    "it should have %,d bytes and has %,d".formatted(end, file.length));
        }
        Orientation orientation = Orientation.UPRIGHT;
        boolean picture = false;
        long at = 12;
        while (at + 8 <= end) {
            String type = bytes.type(at);
            long size = bytes.u32(at + 4);
            if (at + 8 + size > end) {
                throw Damage.cutShort(
                        "its %s chunk of %,d bytes has only %,d"
                                .formatted(type.strip(), size, end - at - 8));
            }
            switch (type) {
                case "VP8 " -> partitions(bytes, at + 8, at + 8 + size);
                case "EXIF" -> orientation = exif(file, (int) at + 8, (int) (at + 8 + size));
                default -> {} // needs no look inside
            }
            picture |= type.equals("VP8 ") || type.equals("VP8L") || type.equals("ANMF");
            at += 8 + size + (size & 1);
        }
        if (!picture) {
            throw Damage.cutShort("it has no picture data");
        }
        return orientation;
    }

    /** The first partition of a lossy picture must end inside the chunk. */
    private static void partitions(Bytes bytes, long at, long end) throws Damage {
        long tag = bytes.u8(at) | bytes.u8(at + 1) << 8 | bytes.u8(at + 2) << 16;
        long first = tag >> 5;
        if (at + 10 + first >= end) {
            throw Damage.cutShort("its first partition goes on past its chunk");
        }
    }

    private static Orientation exif(byte[] file, int from, int to) {
        boolean prefixed = to - from > 6 && file[from] == 'E' && file[from + 1] == 'x';
        return Exif.orientation(file, prefixed ? from + 6 : from, to);
    }
}
