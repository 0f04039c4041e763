package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.jpeg.JpegHeader;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelFormat;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.vips.VipsCodec;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libvips and the embedded codec make the same of a picture, but for how they weigh pixels. */
class CodecAgreementTest {
    /** In decibels, as {@code docs/images.md} promises. */
    private static final double LEAST = 32;

    @TempDir Path folder;

    @BeforeEach
    void libvipsIsInstalled() {
        assumeTrue(VipsCodec.installed() != null, "libvips is not installed");
    }

    private static Map<String, byte[]> pictures() throws Exception {
        BufferedImage soft = TestPictures.noisy(640, 480);
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        pictures.put("jpeg", TestPictures.jpeg(soft));
        pictures.put("progressive", TestPictures.jpeg(soft, true, 0));
        pictures.put("restarts", TestPictures.jpeg(soft, false, 4));
        for (int orientation = 2; orientation <= 8; orientation++) {
            pictures.put(
                    "turned " + orientation,
                    TestPictures.insert(TestPictures.jpeg(soft), TestPictures.exif(orientation)));
        }
        pictures.put("grey jpeg", TestPictures.jpeg(copy(soft, BufferedImage.TYPE_BYTE_GRAY)));
        pictures.put("png", TestPictures.encode(soft, "png"));
        pictures.put(
                "grey png", TestPictures.encode(copy(soft, BufferedImage.TYPE_BYTE_GRAY), "png"));
        pictures.put("see-through", TestPictures.encode(faded(soft), "png"));
        pictures.put(
                "16 bits", TestPictures.encode(copy(soft, BufferedImage.TYPE_USHORT_GRAY), "png"));
        pictures.put(
                "palette", TestPictures.encode(copy(soft, BufferedImage.TYPE_BYTE_INDEXED), "png"));
        pictures.put("inks", TestPictures.inks(640, 480, 20, 200, 90, 30));
        pictures.put(
                "gif", TestPictures.encode(copy(soft, BufferedImage.TYPE_BYTE_INDEXED), "gif"));
        pictures.put("bmp", TestPictures.encode(soft, "bmp"));
        pictures.put("tiff", TestPictures.encode(soft, "tiff"));
        pictures.put("webp", WebpTestPicture.lossless(320, 240, 0xff306020));
        pictures.put("lossy webp", lossyWebp(colourful(640, 480)));
        return pictures;
    }

    /** Waves of colours that reach both ends, which show where a decoder does not clamp. */
    private static PixelBuffer colourful(int width, int height) {
        PixelBuffer picture =
                new PixelBuffer(
                        width,
                        height,
                        PixelFormat.plain(PixelFormat.Model.RGB),
                        new byte[3 * width * height]);
        for (int i = 0; i < picture.data().length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double wave = Math.sin(x / (20.0 + 9 * (i % 3))) + Math.sin(y / (40.0 - 9 * (i % 3)));
            int grain = (x * 31 + y * 17) % 13 - 6;
            picture.data()[i] = (byte) Math.clamp(Math.round(128 + 70 * wave) + grain, 0, 255);
        }
        return picture;
    }

    private static byte[] lossyWebp(PixelBuffer picture) throws Exception {
        PictureEncoding webp = new PictureEncoding(PictureEncoding.Format.WEBP, 0.75f, false);
        return Objects.requireNonNull(
                Objects.requireNonNull(VipsCodec.installed()).save(picture, webp));
    }

    private static BufferedImage copy(BufferedImage image, int type) {
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    private static BufferedImage faded(BufferedImage image) {
        BufferedImage copy = copy(image, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < copy.getHeight(); y++) {
            for (int x = 0; x < copy.getWidth(); x++) {
                copy.setRGB(x, y, (copy.getRGB(x, y) & 0xffffff) | (255 * x / 640) << 24);
            }
        }
        return copy;
    }

    @Test
    void bothMakeTheSameOfEachPicture() throws Exception {
        for (Resize size :
                new Resize[] {
                    Resize.toWidth(200),
                    Resize.toWidth(77),
                    new Resize(Resize.Mode.FILL, 120, 120),
                    new Resize(Resize.Mode.EXACT, 150, 60)
                }) {
            for (Map.Entry<String, byte[]> picture : pictures().entrySet()) {
                String name = picture.getKey() + " at " + size;
                Path file = Files.write(folder.resolve("picture"), picture.getValue());
                BufferedImage ours = make(file, size, Codec.EMBEDDED);
                BufferedImage vips = make(file, size, Codec.LIBVIPS);
                double agreement = decibels(ours, vips, name);
                assertTrue(agreement >= LEAST, name + " agree by " + agreement + " dB");
            }
        }
    }

    /** What libvips refuses goes the other way unseen, so that a fault here would only be slow. */
    @Test
    void libvipsReadsOrdinaryPictures() throws Exception {
        VipsCodec vips = VipsCodec.installed();
        assertNotNull(vips);
        ThumbnailSettings settings = ThumbnailSettings.of(folder, folder.resolve("out"));
        for (int width : new int[] {640, 320, 300, 77, 20}) {
            for (String name : List.of("jpeg", "progressive", "restarts", "grey jpeg", "png")) {
                byte[] file = Objects.requireNonNull(pictures().get(name));
                PictureFormat format = name.equals("png") ? PictureFormat.PNG : PictureFormat.JPEG;
                PictureHeader header =
                        format == PictureFormat.PNG
                                ? PictureHeader.of(format, file)
                                : JpegHeader.of(file);
                assertNotNull(header, name);
                PixelBuffer made = vips.load(format, file, header, settings.withWidth(width));
                assertNotNull(made, name + " at " + width);
                assertEquals(width, made.width());
            }
        }
    }

    private BufferedImage make(Path file, Resize size, Codec codec) throws Exception {
        ThumbnailSettings settings =
                ThumbnailSettings.of(folder, folder.resolve("out"))
                        .withSize(size)
                        .withCodec(codec)
                        .withQuality(0.95f);
        return ImageIO.read(new ThumbnailTask(settings).run(file).toFile());
    }

    /** The signal beside the noise, over all samples. */
    private static double decibels(BufferedImage a, BufferedImage b, String name) {
        assertEquals(a.getWidth(), b.getWidth(), name);
        assertEquals(a.getHeight(), b.getHeight(), name);
        double squares = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    int left = a.getRGB(x, y) >> shift & 0xff;
                    int right = b.getRGB(x, y) >> shift & 0xff;
                    squares += (left - right) * (left - right);
                }
            }
        }
        double mean = squares / (3.0 * a.getWidth() * a.getHeight());
        return 10 * Math.log10(255 * 255 / Math.max(mean, 1e-9));
    }

    /** Cut anywhere, a picture is refused in the same words whoever was to read it. */
    @Test
    void bothRefuseTheSame() throws Exception {
        for (Map.Entry<String, byte[]> picture : pictures().entrySet()) {
            byte[] whole = picture.getValue();
            for (int part = 0; part < 12; part++) {
                byte[] cut =
                        java.util.Arrays.copyOf(whole, (int) ((long) whole.length * part / 12));
                Path file = Files.write(folder.resolve("picture"), cut);
                String name = picture.getKey() + " cut to " + cut.length;
                String ours = refusal(file, Codec.EMBEDDED, name);
                assertEquals(ours, refusal(file, Codec.LIBVIPS, name), name);
            }
        }
    }

    private String refusal(Path file, Codec codec, String name) {
        ImageException refused =
                assertThrows(
                        ImageException.class, () -> make(file, Resize.toWidth(100), codec), name);
        return TestPictures.message(refused);
    }
}
