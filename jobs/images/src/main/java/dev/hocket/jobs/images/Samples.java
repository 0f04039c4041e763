package dev.hocket.jobs.images;

/**
 * A small picture in memory: {@code bands} unsigned bytes for each pixel, row after row.
 *
 * @param alpha whether the last band says how much is seen of a pixel, the other bands being as if
 *     all of it were
 * @param data owned by this record; whoever makes one gives the array away
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two steps, never compared
record Samples(int width, int height, int bands, boolean alpha, byte[] data) {

    Samples(int width, int height, int bands, byte[] data) {
        this(width, height, bands, false, data);
    }

    /** How many bands are colours. */
    int colours() {
        return alpha ? bands - 1 : bands;
    }

    /** The same size with other bands. */
    Samples with(int otherBands, boolean otherAlpha) {
        return new Samples(
                width, height, otherBands, otherAlpha, new byte[width * height * otherBands]);
    }

    /** A part from the middle. */
    Samples middle(int partWidth, int partHeight) {
        if (partWidth == width && partHeight == height) {
            return this;
        }
        int row = partWidth * bands;
        byte[] part = new byte[partHeight * row];
        int left = (width - partWidth) / 2;
        int top = (height - partHeight) / 2;
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(data, ((top + y) * width + left) * bands, part, y * row, row);
        }
        return new Samples(partWidth, partHeight, bands, alpha, part);
    }

    /** Laid on white. */
    Samples onWhite() {
        if (!alpha) {
            return this;
        }
        Samples result = with(bands - 1, false);
        int to = 0;
        for (int from = 0; from < data.length; from += bands) {
            int opacity = data[from + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                int value = data[from + band] & 0xff;
                result.data[to++] = (byte) ((value * opacity + 255 * (255 - opacity) + 127) / 255);
            }
        }
        return result;
    }

    /** The colours weighted by how much is seen of them, in place. */
    void premultiply() {
        for (int at = 0; alpha && at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1; band++) {
                data[at + band] = (byte) (((data[at + band] & 0xff) * opacity + 127) / 255);
            }
        }
    }

    /** The opposite of {@link #premultiply}. */
    void unpremultiply() {
        for (int at = 0; alpha && at < data.length; at += bands) {
            int opacity = data[at + bands - 1] & 0xff;
            for (int band = 0; band < bands - 1 && opacity > 0; band++) {
                int value = ((data[at + band] & 0xff) * 255 + opacity / 2) / opacity;
                data[at + band] = (byte) Math.min(255, value);
            }
        }
    }
}
