package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.hocket.jobs.images.imageio.BufferedImageRows;
import dev.hocket.jobs.images.jpeg.JpegDecoder;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelRows;
import dev.hocket.jobs.images.pixels.PixelScaler;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureHeader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the results look like. */
class ThumbnailTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "400, 300, 100, 100, 75",
        "401, 299, 100, 100, 75",
        "400, 300, 400, 400, 300",
        "400, 300, 800, 400, 300", // never larger than it was
        "400, 1, 100, 100, 1",
        "1, 400, 100, 1, 400",
        "1000, 3, 7, 7, 1",
    })
    void fitsToTheWidth(int width, int height, int wanted, int newWidth, int newHeight)
            throws Exception {
        for (String format : List.of("jpg", "png")) {
            BufferedImage small =
                    shrink(TestPictures.encode(TestPictures.noisy(width, height), format), wanted);
            assertEquals(newWidth, small.getWidth(), format);
            assertEquals(newHeight, small.getHeight(), format);
        }
    }

    /** The whole picture at eight positions of the camera, as a viewer would show it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void setsUpright(int orientation) throws Exception {
        BufferedImage upright = TestPictures.quarters(320, 240, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage stored = stored(upright, orientation);
        byte[] jpeg =
                TestPictures.insert(TestPictures.jpeg(stored), TestPictures.exif(orientation));
        assertQuarters(shrink(jpeg, 80), 80, 60);
        byte[] png = TestPictures.encode(stored, "png");
        byte[] chunk = TestPictures.pngChunk("eXIf", TestPictures.tiffOrientation(orientation));
        byte[] head = java.util.Arrays.copyOf(png, 33); // the signature and IHDR
        byte[] rest = java.util.Arrays.copyOfRange(png, 33, png.length);
        assertQuarters(shrink(TestPictures.concat(head, chunk, rest), 80), 80, 60);
    }

    @Test
    void brokenExifIsPassedOver() throws Exception {
        byte[] exif = TestPictures.exif(6);
        exif[exif.length - 20] = (byte) 0xff; // the directory is far beyond the end
        BufferedImage upright = TestPictures.quarters(320, 240, BufferedImage.TYPE_3BYTE_BGR);
        assertQuarters(shrink(TestPictures.insert(TestPictures.jpeg(upright), exif), 80), 80, 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff", "jpg"})
    void readsFormats(String format) throws Exception {
        boolean palette = format.equals("gif");
        int type = palette ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_3BYTE_BGR;
        byte[] file = TestPictures.encode(TestPictures.quarters(320, 240, type), format);
        assertQuarters(shrink(file, 80), 80, 60, palette ? 40 : 12);
    }

    @Test
    void readsPaletteAndPackedPng() throws Exception {
        BufferedImage palette = TestPictures.quarters(320, 240, BufferedImage.TYPE_BYTE_INDEXED);
        assertQuarters(shrink(TestPictures.encode(palette, "png"), 80), 80, 60, 40);
    }

    @Test
    void readsWebp() throws Exception {
        BufferedImage small = shrink(WebpTestPicture.lossless(320, 240, 0xff306020), 80);
        assertEquals(80, small.getWidth());
        int pixel = small.getRGB(1, 1); // x * y >> 3 is even on the left
        assertNear(0xff306020, pixel, 40);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsGreyOfEightAndSixteenBits(boolean sixteen) throws Exception {
        int type = sixteen ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY;
        BufferedImage grey = new BufferedImage(200, 100, type);
        int level = 90;
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                grey.getRaster().setSample(x, y, 0, sixteen ? level * 257 : level);
            }
        }
        List<String> formats = sixteen ? List.of("png", "tiff") : List.of("png", "tiff", "jpg");
        for (String format : formats) {
            BufferedImage small = shrink(TestPictures.encode(grey, format), 50);
            assertEquals(1, small.getRaster().getNumBands(), format);
            assertEquals(level, small.getRaster().getSample(20, 10, 0), 2, format);
        }
    }

    @Test
    void readsSixteenBitColours() throws Exception {
        java.awt.image.ComponentColorModel model =
                new java.awt.image.ComponentColorModel(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                        false,
                        false,
                        BufferedImage.OPAQUE,
                        DataBuffer.TYPE_USHORT);
        BufferedImage image =
                new BufferedImage(
                        model, model.createCompatibleWritableRaster(200, 100), false, null);
        for (int i = 0; i < 200 * 100; i++) {
            int[] colour = {200 * 257, 100 * 257 + 90, 50 * 257};
            image.getRaster().setPixel(i % 200, i / 200, colour);
        }
        assertNear(0xffc86432, shrink(TestPictures.encode(image, "png"), 50).getRGB(25, 12), 3);
    }

    @Test
    void laysSeeThroughPartsOnWhite() throws Exception {
        BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 200 * 100; i++) {
            boolean left = i % 200 < 100;
            image.setRGB(i % 200, i / 200, left ? 0x00123456 : 0x80000000);
        }
        BufferedImage small = shrink(TestPictures.encode(image, "png"), 100);
        assertNear(0xffffffff, small.getRGB(20, 20), 2);
        assertNear(0xff7f7f7f, small.getRGB(80, 20), 3);
    }

    /** The reference is the plugin that was written for such files. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0", "255,0,0,0", "0,255,255,0", "30,60,90,120", "0,0,0,255"})
    void readsInks(int cyan, int magenta, int yellow, int black) throws Exception {
        byte[] jpeg = TestPictures.inks(64, 48, cyan, magenta, yellow, black);
        int expected = 0xff;
        for (int ink : new int[] {cyan, magenta, yellow}) {
            expected = expected << 8 | (255 - ink) * (255 - black) / 255;
        }
        assertNear(expected, shrink(jpeg, 32).getRGB(16, 12), 4);
    }

    @Test
    void readsInksStoredAsBrightnessAndColour() throws Exception {
        // 255 minus each light colour is stored, as Y, Cb and Cr: here of the lights 200, 120, 40.
        int red = 55;
        int green = 135;
        int blue = 215;
        int y = (int) Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
        int cb = (int) Math.round(128 + (blue - y) * 0.564);
        int cr = (int) Math.round(128 + (red - y) * 0.713);
        byte[] plain = TestPictures.inks(64, 48, 255 - y, 255 - cb, 255 - cr, 0);
        byte[] jpeg = TestPictures.insert(withoutAdobe(plain), TestPictures.adobe(2));
        assertNear(0xffc87828, shrink(jpeg, 32).getRGB(16, 12), 5);
        assertNear(plugin(jpeg).getRGB(16, 12), shrink(jpeg, 32).getRGB(16, 12), 5);
    }

    @ParameterizedTest
    @CsvSource({
        "211, 133, false, 0",
        "211, 133, true, 0",
        "96, 64, false, 3",
        "17, 300, true, 2",
        "1, 1, false, 0",
        "8, 8, true, 0",
    })
    void fullSizeAgreesWithTheDecoderOfTheJdk(int width, int height, boolean progressive, int dri)
            throws Exception {
        byte[] jpeg = TestPictures.jpeg(TestPictures.noisy(width, height), progressive, dri);
        BufferedImage expected = ImageIO.read(new ByteArrayImageInputStream(jpeg));
        assertSame(expected, decode(jpeg, width), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void reducedSizeAgreesWithTheFullOneMadeSmaller(int eighths) throws Exception {
        BufferedImage soft = TestPictures.quarters(800, 600, BufferedImage.TYPE_3BYTE_BGR);
        byte[] jpeg = TestPictures.jpeg(soft);
        int width = 800 * eighths / 8;
        PixelRows rows = decode(jpeg, width);
        assertEquals(width, rows.width());
        BufferedImage full = ImageIO.read(new ByteArrayImageInputStream(jpeg));
        PictureHeader header = new PictureHeader(800, 600, Orientation.UPRIGHT, null);
        PixelBuffer mean =
                PixelScaler.scale(new BufferedImageRows(full, header), width, rows.height());
        int[] row = new int[width * 3];
        int margin = 2 * eighths; // beside the edges between the quarters the two ways differ
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            for (int x = 0; x < width; x++) {
                boolean edge =
                        Math.abs(2 * x + 1 - width) <= 2 * margin
                                || Math.abs(2 * y + 1 - rows.height()) <= 2 * margin;
                for (int band = 0; band < 3 && !edge; band++) {
                    int expected = mean.data()[(y * width + x) * 3 + band] & 0xff;
                    assertEquals(expected, row[3 * x + band], 6, "at " + x + "," + y);
                }
            }
        }
    }

    @Test
    void sameBytesOnEveryThread() throws Exception {
        List<Path> pictures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BufferedImage image = TestPictures.noisy(300 + 40 * i, 200);
            byte[] file =
                    i == 0 ? TestPictures.encode(image, "png") : TestPictures.jpeg(image, i > 1, i);
            pictures.add(Files.write(folder.resolve("p" + i + (i == 0 ? ".png" : ".jpg")), file));
        }
        List<byte[]> alone = new ArrayList<>();
        for (Path picture : pictures) {
            alone.add(Files.readAllBytes(task(folder.resolve("alone"), 90).run(picture)));
        }
        ThumbnailTask shared = task(folder.resolve("shared"), 90);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Path>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Path picture = pictures.get(i % pictures.size());
                calls.add(() -> shared.run(picture));
            }
            int i = 0;
            for (Future<Path> result : threads.invokeAll(calls)) {
                byte[] expected = alone.get(i++ % pictures.size());
                assertArrayEquals(expected, Files.readAllBytes(result.get()));
            }
        }
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("shared"))) {
            assertEquals(pictures.size(), files.count(), "nothing is left beside the results");
        }
    }

    @Test
    void qualityCounts() throws Exception {
        Path picture =
                Files.write(
                        folder.resolve("a.jpg"), TestPictures.jpeg(TestPictures.noisy(300, 200)));
        ThumbnailSettings settings =
                ThumbnailSettings.of(folder, folder.resolve("out")).withWidth(100);
        long low = Files.size(new ThumbnailTask(settings.withQuality(0.2f)).run(picture));
        long high = Files.size(new ThumbnailTask(settings.withQuality(0.95f)).run(picture));
        assertTrue(low * 2 < high, low + " and " + high);
    }

    private BufferedImage shrink(byte[] file, int width) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        Path result = task(folder.resolve("out"), width).run(picture);
        return ImageIO.read(result.toFile());
    }

    private ThumbnailTask task(Path output, int width) {
        ThumbnailSettings settings = ThumbnailSettings.of(folder, output).withWidth(width);
        return new ThumbnailTask(
                settings.withQuality(0.95f).withCodec(ThumbnailSettings.Codec.EMBEDDED));
    }

    private PixelRows decode(byte[] jpeg, int width) throws Exception {
        ThumbnailSettings settings = ThumbnailSettings.of(folder, folder.resolve("out"));
        return new JpegDecoder(jpeg, settings.withWidth(width)).decode().rows();
    }

    /** The picture as a camera held otherwise stores it: the inverse of setting it upright. */
    private static BufferedImage stored(BufferedImage upright, int orientation) {
        boolean swaps = orientation >= 5;
        int width = swaps ? upright.getHeight() : upright.getWidth();
        int height = swaps ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, upright.getType());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = width - 1 - x;
                int bottom = height - 1 - y;
                // By the table of the EXIF standard: where row 0 and column 0 are seen.
                int rgb =
                        switch (orientation) {
                            case 2 -> upright.getRGB(right, y); // top, right side
                            case 3 -> upright.getRGB(right, bottom); // bottom, right side
                            case 4 -> upright.getRGB(x, bottom); // bottom, left side
                            case 5 -> upright.getRGB(y, x); // left side, top
                            case 6 -> upright.getRGB(bottom, x); // right side, top
                            case 7 -> upright.getRGB(bottom, right); // right side, bottom
                            case 8 -> upright.getRGB(y, right); // left side, bottom
                            default -> upright.getRGB(x, y); // top, left side
                        };
                stored.setRGB(x, y, rgb);
            }
        }
        return stored;
    }

    private static byte[] withoutAdobe(byte[] jpeg) {
        int length = ((jpeg[4] & 0xff) << 8) + (jpeg[5] & 0xff);
        return TestPictures.concat(
                java.util.Arrays.copyOf(jpeg, 2),
                java.util.Arrays.copyOfRange(jpeg, 4 + length, jpeg.length));
    }

    private static BufferedImage plugin(byte[] jpeg) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.twelvemonkeys")) {
                reader.setInput(new ByteArrayImageInputStream(jpeg));
                return reader.read(0);
            }
        }
        throw new AssertionError("the plugin is not on the class path");
    }

    private static void assertQuarters(BufferedImage image, int width, int height) {
        assertQuarters(image, width, height, 12);
    }

    private static void assertQuarters(BufferedImage image, int width, int height, int within) {
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        for (int i = 0; i < 4; i++) {
            boolean right = i % 2 == 1;
            boolean bottom = i / 2 == 1;
            int x = width / 4 + (right ? width / 2 : 0);
            int y = height / 4 + (bottom ? height / 2 : 0);
            assertNear(TestPictures.quarter(right, bottom), image.getRGB(x, y), within);
        }
    }

    private static void assertNear(int expected, int actual, int within) {
        for (int shift = 0; shift < 24; shift += 8) {
            assertEquals(
                    expected >> shift & 0xff,
                    actual >> shift & 0xff,
                    within,
                    "%08x is not %08x".formatted(actual, expected));
        }
    }

    private static void assertSame(BufferedImage expected, PixelRows actual, int within) {
        assertEquals(expected.getWidth(), actual.width());
        assertEquals(expected.getHeight(), actual.height());
        int[] row = new int[actual.width() * 3];
        for (int y = 0; y < actual.height(); y++) {
            actual.read(y, row);
            for (int x = 0; x < actual.width(); x++) {
                int rgb = row[3 * x] << 16 | row[3 * x + 1] << 8 | row[3 * x + 2];
                assertNear(expected.getRGB(x, y), rgb, within);
            }
        }
    }
}
