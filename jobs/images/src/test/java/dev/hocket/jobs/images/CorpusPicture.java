package dev.hocket.jobs.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One picture in many files: a white ring on a transparent ground whose hidden colour is black,
 * over waves of colour, with soft and hard edges. Its writers are as simple as their formats allow.
 *
 * @param model the colours of a pixel
 * @param alpha whether there is an alpha
 * @param depth bits a sample, 8 or 16
 * @param profile the ICC profile; null: none
 * @param orientation the EXIF value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CorpusPicture(
        Model model, boolean alpha, int depth, byte @Nullable [] profile, int orientation) {
    static final int WIDTH = 120;
    static final int HEIGHT = 90;

    enum Model {
        GREY(1),
        RGB(3),
        CMYK(4);

        final int colours;

        Model(int colours) {
            this.colours = colours;
        }
    }

    int bands() {
        return model.colours + (alpha ? 1 : 0);
    }

    /** A sample from 0 to 1. */
    private double sample(int x, int y, int band) {
        double distance = Math.hypot(x - 59.5, y - 44.5);
        boolean ring = distance > 22 && distance < 34;
        if (alpha && band == model.colours) {
            return ring ? 1 : distance <= 22 ? x / 240.0 : 0;
        }
        if (alpha && distance >= 34) {
            return 0;
        }
        if (ring) {
            return model == Model.CMYK ? 0 : 1;
        }
        double wave = Math.sin(x / (9.0 + 4 * band)) * Math.cos(y / (14.0 - 3 * band));
        return 0.5 + 0.4 * wave;
    }

    /** The samples as they lie in files: rows of pixels, of one or two bytes each. */
    private byte[] samples(ByteOrder order) {
        ByteBuffer all = ByteBuffer.allocate(WIDTH * HEIGHT * bands() * depth / 8).order(order);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < bands(); band++) {
                    double value = sample(x, y, band);
                    if (depth == 16) {
                        all.putShort((short) Math.round(value * 65_535));
                    } else {
                        all.put((byte) Math.round(value * 255));
                    }
                }
            }
        }
        return all.array();
    }

    /** As a PNG. */
    byte[] png() throws Exception {
        int kind = (model == Model.RGB ? 2 : 0) + (alpha ? 4 : 0);
        return png(kind, samples(ByteOrder.BIG_ENDIAN), WIDTH * bands() * depth / 8);
    }

    /** As a PNG of 256 colours; its transparent ones are of four kinds. */
    byte[] palettePng() throws Exception {
        ByteBuffer palette = ByteBuffer.allocate(768);
        byte[] opacities = new byte[256];
        for (int i = 0; i < 256; i++) {
            for (int shift = 4; shift >= 0; shift -= 2) {
                palette.put((byte) ((i >> shift & 3) * 85));
            }
            opacities[i] = (byte) ((i >> 6) * 85);
        }
        byte[] indices = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (byte) (colour(i) | (alpha ? quarter(i, 3) : 3) << 6);
        }
        byte[] transparency = alpha ? TestPictures.pngChunk("tRNS", opacities) : new byte[0];
        return png(3, indices, WIDTH, TestPictures.pngChunk("PLTE", palette.array()), transparency);
    }

    /** The colour of a pixel as one of 64. */
    private int colour(int pixel) {
        return quarter(pixel, 0) << 4 | quarter(pixel, 1) << 2 | quarter(pixel, 2);
    }

    private int quarter(int pixel, int band) {
        return (int) Math.round(sample(pixel % WIDTH, pixel / WIDTH, band) * 3);
    }

    /** As a GIF of 64 colours; what is less than half opaque is transparent. */
    byte[] gif() {
        ByteBuffer file =
                ByteBuffer.allocate(WIDTH * HEIGHT * 2 + 1000).order(ByteOrder.LITTLE_ENDIAN);
        file.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) WIDTH).putShort((short) HEIGHT);
        file.put((byte) 0xf6).putShort((short) 0); // a palette of 128
        for (int i = 0; i < 128; i++) {
            for (int shift = 4; shift >= 0; shift -= 2) {
                file.put((byte) ((i >> shift & 3) * 85));
            }
        }
        if (alpha) {
            file.put(new byte[] {'!', (byte) 0xf9, 4, 1, 0, 0, 64, 0});
        }
        file.put((byte) ',').putInt(0).putShort((short) WIDTH).putShort((short) HEIGHT);
        file.put((byte) 0).put((byte) 7);
        // A code of eight bits for each pixel, and a clear code before they become wider.
        for (int from = 0; from < WIDTH * HEIGHT; from += 100) {
            int count = Math.min(100, WIDTH * HEIGHT - from);
            boolean last = from + count == WIDTH * HEIGHT;
            file.put((byte) (count + (last ? 2 : 1))).put((byte) 0x80);
            for (int i = from; i < from + count; i++) {
                file.put((byte) (alpha && quarter(i, 3) < 2 ? 64 : colour(i)));
            }
            if (last) {
                file.put((byte) 0x81);
            }
        }
        file.put((byte) 0).put((byte) ';');
        return Arrays.copyOf(file.array(), file.position());
    }

    /**
     * A PNG without filters.
     *
     * @param kind how its colours are stored
     * @param row how many bytes a row has
     * @param more chunks of a palette
     */
    private byte[] png(int kind, byte[] samples, int row, byte[]... more) throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
            for (int y = 0; y < HEIGHT; y++) {
                out.write(0); // no filter
                out.write(samples, y * row, row);
            }
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT);
        header.put((byte) depth).put((byte) kind);
        return TestPictures.concat(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
                TestPictures.pngChunk("IHDR", header.array()),
                profile == null
                        ? new byte[0]
                        : TestPictures.pngChunk(
                                "iCCP",
                                TestPictures.concat(
                                        "test\0\0".getBytes(StandardCharsets.US_ASCII),
                                        deflated(profile))),
                orientation == 1
                        ? new byte[0]
                        : TestPictures.pngChunk("eXIf", TestPictures.tiffOrientation(orientation)),
                TestPictures.concat(new byte[0], more),
                TestPictures.pngChunk("IDAT", data.toByteArray()),
                TestPictures.pngChunk("IEND", new byte[0]));
    }

    private static byte[] deflated(byte[] bytes) throws Exception {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(data)) {
            out.write(bytes);
        }
        return data.toByteArray();
    }

    /**
     * As a TIFF of one strip.
     *
     * @param order the order of its bytes
     * @param associated whether colours are multiplied by the alpha
     */
    byte[] tiff(ByteOrder order, boolean associated) {
        byte[] samples = samples(order);
        if (associated) {
            multiply(samples);
        }
        byte[] icc = profile == null ? new byte[0] : profile;
        int bits = 8 + samples.length;
        int directory = bits + 16 + icc.length + (icc.length & 1);
        ByteBuffer file = ByteBuffer.allocate(directory + 2 + 12 * 13 + 4).order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 42).putInt(directory).put(samples);
        for (int i = 0; i < 8; i++) {
            file.putShort((short) depth);
        }
        file.put(icc);
        file.position(directory + 2);
        entry(file, 256, WIDTH);
        entry(file, 257, HEIGHT);
        if (bands() > 2) {
            file.putShort((short) 258).putShort((short) 3).putInt(bands()).putInt(bits);
        } else {
            short other = bands() == 2 ? (short) depth : 0;
            file.putShort((short) 258).putShort((short) 3).putInt(bands());
            file.putShort((short) depth).putShort(other);
        }
        entry(file, 259, 1);
        entry(file, 262, model == Model.GREY ? 1 : model == Model.RGB ? 2 : 5);
        entry(file, 273, 8);
        entry(file, 274, orientation);
        entry(file, 277, bands());
        entry(file, 278, HEIGHT);
        entry(file, 279, samples.length);
        if (alpha) {
            entry(file, 338, associated ? 1 : 2);
        }
        if (profile != null) {
            file.putShort((short) 34_675).putShort((short) 7).putInt(icc.length).putInt(bits + 16);
        }
        file.putShort(directory, (short) ((file.position() - directory - 2) / 12));
        return file.array();
    }

    /** Of eight bits. */
    private void multiply(byte[] samples) {
        for (int at = 0; at < samples.length; at += bands()) {
            int opacity = samples[at + bands() - 1] & 0xff;
            for (int band = 0; band < model.colours; band++) {
                samples[at + band] = (byte) (((samples[at + band] & 0xff) * opacity + 127) / 255);
            }
        }
    }

    /** A number, as a long. */
    private static void entry(ByteBuffer file, int tag, int value) {
        file.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value);
    }

    /** As a BMP of 24 bits; the header of OS/2 1 has 12 bytes, that of OS/2 2 up to 64. */
    byte[] bmp(int headerSize) {
        byte[] samples = samples(ByteOrder.LITTLE_ENDIAN);
        int start = 14 + headerSize;
        ByteBuffer file =
                ByteBuffer.allocate(start + WIDTH * 3 * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(start);
        file.putInt(headerSize);
        if (headerSize == 12) {
            file.putShort((short) WIDTH).putShort((short) HEIGHT);
        } else {
            file.putInt(WIDTH).putInt(HEIGHT);
        }
        file.putShort((short) 1).putShort((short) 24);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < 3; band++) {
                    int from = ((HEIGHT - 1 - y) * WIDTH + x) * 3 + 2 - band;
                    file.put(start + (y * WIDTH + x) * 3 + band, samples[from]);
                }
            }
        }
        return file.array();
    }

    /** As a JPEG, with its profile and orientation. */
    byte[] jpeg() throws Exception {
        byte[] samples = samples(ByteOrder.BIG_ENDIAN);
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(
                        WIDTH,
                        HEIGHT,
                        model == Model.GREY
                                ? java.awt.image.BufferedImage.TYPE_BYTE_GRAY
                                : java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < model.colours; band++) {
                    image.getRaster()
                            .setSample(
                                    x,
                                    y,
                                    band,
                                    samples[(y * WIDTH + x) * model.colours + band] & 0xff);
                }
            }
        }
        byte[] jpeg = TestPictures.jpeg(image);
        if (profile != null) {
            byte[] head =
                    TestPictures.concat(
                            "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII),
                            new byte[] {1, 1},
                            profile);
            jpeg = after(jpeg, TestPictures.segment(0xe2, head));
        }
        return orientation == 1 ? jpeg : after(jpeg, TestPictures.exif(orientation));
    }

    /** With a segment after the first one. */
    private static byte[] after(byte[] jpeg, byte[] segment) {
        int at = 4 + ((jpeg[4] & 0xff) << 8) + (jpeg[5] & 0xff);
        return TestPictures.concat(
                Arrays.copyOf(jpeg, at), segment, Arrays.copyOfRange(jpeg, at, jpeg.length));
    }

    @Override
    public String toString() {
        return "%s%s %d bits%s, orientation %d"
                .formatted(
                        model,
                        alpha ? " with alpha" : "",
                        depth,
                        profile == null ? "" : ", profile of " + profile.length + " bytes",
                        orientation);
    }
}
