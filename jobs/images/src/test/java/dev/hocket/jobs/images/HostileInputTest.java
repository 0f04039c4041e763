package dev.hocket.jobs.images;

import static dev.hocket.jobs.images.TestPictures.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no pictures, or claim to be more than they are. Each gets one clear sentence. */
class HostileInputTest {
    @TempDir Path folder;

    private ThumbnailSettings settings;

    @BeforeEach
    void settings() {
        settings = ThumbnailSettings.of(folder, folder.resolve("out")).withWidth(50);
    }

    @Test
    void emptyFile() throws IOException {
        refused(new byte[0], "the file is empty");
    }

    @Test
    void textNamedAsPicture() throws IOException {
        byte[] text = "Dear Sir,\n".getBytes(StandardCharsets.UTF_8);
        refused(text, "starts with \"Dear Sir\"", "JPEG, PNG, GIF, BMP, TIFF and WebP");
        refused(new byte[] {1, 2, 'x'}, "starts with \"\\x01\\x02x\"");
    }

    @Test
    void wrongExtensionIsReadByContent() throws Exception {
        byte[] png = TestPictures.encode(TestPictures.noisy(100, 80), "png");
        Path picture = Files.write(folder.resolve("picture.jpg"), png);
        assertDoesNotThrow(() -> new ThumbnailTask(settings).run(picture));
    }

    @Test
    void missingFileAndFolder() throws IOException {
        ThumbnailTask task = new ThumbnailTask(settings);
        Path missing = folder.resolve("missing.jpg");
        ImageException e = assertThrows(ImageException.class, () -> task.run(missing));
        assertEquals(missing + ": there is no such file; check the path", message(e));
        Path inner = Files.createDirectory(folder.resolve("inner.jpg"));
        e = assertThrows(ImageException.class, () -> task.run(inner));
        assertEquals(inner + ": this is a folder; give the images in it", message(e));
    }

    @Test
    void pngThatClaimsTenGigapixels() throws IOException {
        byte[] header = ByteBuffer.allocate(13).putInt(100_000).putInt(100_000).array();
        header[8] = 8;
        header[9] = 2;
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[1000]);
        deflater.finish();
        byte[] data = new byte[100];
        byte[] zipped = Arrays.copyOf(data, deflater.deflate(data));
        deflater.end();
        byte[] file =
                TestPictures.concat(
                        Arrays.copyOf(TestPictures.encode(TestPictures.noisy(1, 1), "png"), 8),
                        TestPictures.pngChunk("IHDR", header),
                        TestPictures.pngChunk("IDAT", zipped),
                        TestPictures.pngChunk("IEND", new byte[0]));
        refused(
                file,
                "100,000 x 100,000 pixels",
                "10,000,000,000",
                "limit is 250,000,000",
                "--max-pixels");
    }

    @Test
    void jpegThatClaimsFourGigapixels() throws IOException {
        byte[] jpeg = TestPictures.jpeg(TestPictures.noisy(64, 64));
        setSize(jpeg, 65_000, 65_000);
        refused(jpeg, "65,000 x 65,000 pixels", "4,225,000,000", "--max-pixels");
        setSize(jpeg, 6_400, 6_400);
        refused(jpeg, "truncated");
        setSize(jpeg, 64, 0);
        refused(jpeg, "64 x 0 pixels");
    }

    @Test
    void bmpThatClaimsMuch() throws IOException {
        byte[] bmp = TestPictures.encode(TestPictures.noisy(64, 64), "bmp");
        ByteBuffer.wrap(bmp).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(18, Integer.MAX_VALUE);
        refused(bmp, "truncated");
    }

    @Test
    void largerThanTheLimits() throws IOException {
        byte[] jpeg = TestPictures.jpeg(TestPictures.noisy(300, 200));
        Path picture = Files.write(folder.resolve("a.jpg"), jpeg);
        ThumbnailTask pixels = new ThumbnailTask(settings.withLimits(59_999, 1 << 20));
        ImageException e = assertThrows(ImageException.class, () -> pixels.run(picture));
        assertTrue(message(e).contains("300 x 200 pixels, that is 60,000"), message(e));
        ThumbnailTask bytes = new ThumbnailTask(settings.withLimits(60_000, jpeg.length - 1));
        e = assertThrows(ImageException.class, () -> bytes.run(picture));
        assertTrue(message(e).contains("%,d bytes".formatted(jpeg.length)), message(e));
        assertTrue(message(e).contains("--max-bytes"), message(e));
        ThumbnailTask enough = new ThumbnailTask(settings.withLimits(60_000, jpeg.length));
        assertDoesNotThrow(() -> enough.run(picture));
    }

    @Test
    void resultTallerThanAJpegMayBe() throws IOException {
        BufferedImage tall = new BufferedImage(2, 66_000, BufferedImage.TYPE_BYTE_GRAY);
        refused(TestPictures.encode(tall, "png"), "2 x 66,000 pixels", "65,500", "smaller size");
    }

    @Test
    void kindsOfJpegThatAreNotRead() throws IOException {
        byte[] jpeg = TestPictures.jpeg(TestPictures.noisy(64, 64));
        int frame = frame(jpeg);
        jpeg[frame + 1] = (byte) 0xc9;
        refused(jpeg, "SOF9", "arithmetic", "convert");
        jpeg[frame + 1] = (byte) 0xc0;
        jpeg[frame + 4] = 12;
        refused(jpeg, "12 bits");
    }

    /** Whatever bytes are changed: a result or one sentence, never another exception. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "progressive", "png", "gif", "bmp", "tiff", "webp"})
    void changedBytes(String kind) throws Exception {
        byte[] whole = picture(kind);
        Random random = new Random(7);
        int failed = 0;
        for (int round = 0; round < 160; round++) {
            byte[] changed = whole.clone();
            int near = round % 2 == 0 ? Math.min(700, whole.length) : whole.length;
            for (int i = 0; i <= round % 4; i++) {
                changed[random.nextInt(near)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("picture"), changed);
            try {
                new ThumbnailTask(settings.withLimits(200_000, 1 << 20)).run(file);
            } catch (ImageException e) {
                assertTrue(message(e).startsWith(file + ": "), message(e));
                failed++;
            }
        }
        assertTrue(failed > 0, "none of the changes was found");
    }

    @Test
    void interruptionEndsTheWork() throws IOException {
        Path picture =
                Files.write(
                        folder.resolve("a.jpg"), TestPictures.jpeg(TestPictures.noisy(300, 200)));
        Thread.currentThread().interrupt();
        assertThrows(Exception.class, () -> new ThumbnailTask(settings).run(picture));
        Thread.interrupted();
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void anUnwritableOutputIsNamed() throws IOException {
        byte[] jpeg = TestPictures.jpeg(TestPictures.noisy(60, 40));
        Path picture = Files.write(folder.resolve("a.jpg"), jpeg);
        Files.write(folder.resolve("out"), new byte[] {1});
        IOException e =
                assertThrows(IOException.class, () -> new ThumbnailTask(settings).run(picture));
        assertTrue(message(e).contains("out"), message(e));
        assertArrayEquals(jpeg, Files.readAllBytes(picture));
    }

    private static byte[] picture(String kind) throws IOException {
        BufferedImage image = TestPictures.noisy(120, 90);
        return switch (kind) {
            case "jpg" -> TestPictures.jpeg(image, false, 3);
            case "progressive" -> TestPictures.jpeg(image, true, 0);
            case "webp" -> WebpTestPicture.lossless(120, 90, 0xff306020);
            default -> TestPictures.encode(image, kind);
        };
    }

    private void refused(byte[] file, String... parts) throws IOException {
        Path picture = Files.write(folder.resolve("picture.jpg"), file);
        ImageException e =
                assertThrows(ImageException.class, () -> new ThumbnailTask(settings).run(picture));
        assertTrue(message(e).startsWith(picture + ": "), message(e));
        for (String part : parts) {
            assertTrue(message(e).contains(part), message(e));
        }
    }

    private static int frame(byte[] jpeg) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != 0xc0) {
            at += 2 + (((jpeg[at + 2] & 0xff) << 8) + (jpeg[at + 3] & 0xff));
        }
        return at;
    }

    private static void setSize(byte[] jpeg, int width, int height) {
        ByteBuffer.wrap(jpeg)
                .putShort(frame(jpeg) + 5, (short) height)
                .putShort(frame(jpeg) + 7, (short) width);
    }
}
