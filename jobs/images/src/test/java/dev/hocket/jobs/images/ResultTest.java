package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.structure.ExifData;
import dev.hocket.jobs.images.structure.Orientation;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.vips.VipsCodec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes, parts, filters, formats and metadata of results. */
class ResultTest {
    @TempDir Path folder;

    private ThumbnailSettings settings(Codec codec) {
        PictureEncoding png = new PictureEncoding(PictureEncoding.Format.PNG, 0.9f, false);
        return ThumbnailSettings.of(folder, folder.resolve("out"))
                .withEncoding(png)
                .withCodec(codec);
    }

    private byte[] bytes(byte[] file, ThumbnailSettings settings) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        return Files.readAllBytes(new ThumbnailTask(settings).run(picture));
    }

    private BufferedImage make(byte[] file, ThumbnailSettings settings) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        return ImageIO.read(new ThumbnailTask(settings).run(picture).toFile());
    }

    private static byte[] quarters(String format) throws IOException {
        return TestPictures.encode(
                TestPictures.quarters(400, 300, BufferedImage.TYPE_3BYTE_BGR), format);
    }

    @ParameterizedTest
    @CsvSource({
        "FIT, 200, 0, 200, 150",
        "FIT, 0, 75, 100, 75",
        "FIT, 200, 75, 100, 75",
        "FIT, 100, 200, 100, 75",
        "FIT, 900, 900, 400, 300",
        "FILL, 100, 100, 100, 100",
        "FILL, 50, 150, 50, 150",
        "FILL, 500, 500, 500, 500",
        "EXACT, 40, 200, 40, 200",
        "EXACT, 800, 10, 800, 10",
        "EXACT, 800, 600, 800, 600",
    })
    void everyWayOfResizingGivesItsSize(
            Resize.Mode mode, int width, int height, int across, int down) throws Exception {
        for (Codec codec : List.of(Codec.EMBEDDED, Codec.AUTO)) {
            for (String format : List.of("png", "jpg")) {
                BufferedImage result =
                        make(
                                quarters(format),
                                settings(codec).withSize(new Resize(mode, width, height)));
                assertEquals(across, result.getWidth(), codec + " " + format);
                assertEquals(down, result.getHeight(), codec + " " + format);
                assertNear(0xe00000, result.getRGB(across / 8, down / 8));
                assertNear(0xe0e000, result.getRGB(across - 1 - across / 8, down - 1 - down / 8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPartIsTakenOfTheUprightPicture(int orientation) throws Exception {
        boolean swaps = orientation >= 5;
        BufferedImage stored =
                TestPictures.quarters(
                        swaps ? 300 : 400, swaps ? 400 : 300, BufferedImage.TYPE_3BYTE_BGR);
        byte[] jpeg =
                TestPictures.insert(TestPictures.jpeg(stored), TestPictures.exif(orientation));
        ThumbnailSettings whole = settings(Codec.EMBEDDED).withSize(Resize.toWidth(400));
        BufferedImage upright = make(jpeg, whole);
        BufferedImage part = make(jpeg, whole.withCrop(Crop.of("180x120+20+10")));
        assertEquals(180, part.getWidth());
        assertEquals(120, part.getHeight());
        for (int[] at : new int[][] {{0, 0}, {179, 0}, {0, 119}, {179, 119}, {90, 60}}) {
            assertEquals(upright.getRGB(20 + at[0], 10 + at[1]), part.getRGB(at[0], at[1]));
        }
    }

    @Test
    void aPartOutsideThePictureIsAFailure() throws IOException {
        byte[] png = quarters("png");
        ThumbnailSettings settings = settings(Codec.AUTO).withCrop(Crop.of("300x300+101+0"));
        ImageException refused = assertThrows(ImageException.class, () -> make(png, settings));
        assertTrue(
                TestPictures.message(refused)
                        .contains(
                                "the part 300x300+101+0 extends beyond the image, which is 400 x"
                                        + " 300"),
                TestPictures.message(refused));
    }

    @Test
    void filtersDoWhatTheySay() throws Exception {
        byte[] png = quarters("png");
        ThumbnailSettings size = settings(Codec.EMBEDDED);
        BufferedImage grey = make(png, size.withFilters(PictureFilter.listOf("grey")));
        assertEquals(1, grey.getRaster().getNumBands());
        assertEquals(67, grey.getRaster().getSample(10, 10, 0));
        BufferedImage black = make(png, size.withFilters(PictureFilter.listOf("threshold:120")));
        assertEquals(0, black.getRaster().getSample(10, 10, 0));
        assertEquals(255, black.getRaster().getSample(390, 290, 0));
        BufferedImage blurred = make(png, size.withFilters(PictureFilter.listOf("blur:4")));
        assertEquals(0xffe00000, blurred.getRGB(100, 75));
        assertNear(0x706000, blurred.getRGB(200, 75), 12);
        BufferedImage edges = make(png, size.withFilters(PictureFilter.listOf("edge")));
        assertEquals(0, edges.getRaster().getSample(100, 75, 0));
        assertTrue(edges.getRaster().getSample(200, 75, 0) > 100);
        BufferedImage sharp = make(png, size.withFilters(PictureFilter.listOf("sharpen:2")));
        assertEquals(0xffe00000, sharp.getRGB(100, 75));
        assertTrue((sharp.getRGB(199, 75) >> 16 & 0xff) > 0xe0);
    }

    @Test
    void seeThroughPartsStaySoInPng() throws Exception {
        BufferedImage glass = new BufferedImage(200, 100, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 100; y++) {
                glass.setRGB(x, y, x < 100 ? 0x00ffffff : x < 150 ? 0x80c02040 : 0xff20c040);
            }
        }
        byte[] png = TestPictures.encode(glass, "png");
        for (Codec codec : List.of(Codec.EMBEDDED, Codec.AUTO)) {
            ThumbnailSettings settings = settings(codec).withSize(Resize.toWidth(100));
            BufferedImage result = make(png, settings);
            assertEquals(0, result.getRGB(20, 20) >>> 24, codec.name());
            assertEquals(0x80, result.getRGB(60, 20) >>> 24, 1, codec.name());
            assertNear(0xc02040, result.getRGB(60, 20), 3);
            assertEquals(0xff20c040, result.getRGB(90, 20), codec.name());
            BufferedImage soft =
                    make(png, settings.withFilters(PictureFilter.listOf("blur:2,grey,sharpen")));
            assertEquals(0, soft.getRGB(20, 20) >>> 24, codec.name());
            BufferedImage flat =
                    make(
                            png,
                            settings.withEncoding(
                                    new PictureEncoding(PictureEncoding.Format.JPEG, 1, false)));
            assertNear(0xffffff, flat.getRGB(20, 20), 3);
            assertNear(0xe090a0, flat.getRGB(60, 20), 6);
        }
    }

    @Test
    void exifIsKeptOnRequestAndSetUpright() throws Exception {
        byte[] plain = TestPictures.jpeg(TestPictures.noisy(120, 90));
        byte[] jpeg = TestPictures.insert(plain, TestPictures.exif(6));
        byte[] png =
                ExifData.insert(
                        PictureEncoding.Format.PNG,
                        quarters("png"),
                        TestPictures.tiffOrientation(1));
        for (Codec codec : List.of(Codec.EMBEDDED, Codec.AUTO)) {
            for (PictureEncoding.Format format :
                    List.of(PictureEncoding.Format.JPEG, PictureEncoding.Format.PNG)) {
                PictureFormat read =
                        format == PictureEncoding.Format.PNG
                                ? PictureFormat.PNG
                                : PictureFormat.JPEG;
                ThumbnailSettings kept =
                        settings(codec).withEncoding(new PictureEncoding(format, 0.9f, true));
                for (byte[] file : List.of(jpeg, png)) {
                    byte[] exif = ExifData.exif(read, bytes(file, kept));
                    assertNotNull(exif);
                    assertArrayEquals(TestPictures.tiffOrientation(1), exif);
                }
                byte[] without = bytes(plain, kept);
                assertFalse(holds(without, "Exif"), codec + " " + format);
                byte[] stripped =
                        bytes(
                                jpeg,
                                settings(codec)
                                        .withEncoding(new PictureEncoding(format, 0.9f, false)));
                assertFalse(holds(stripped, "Exif"), codec + " " + format);
            }
        }
    }

    private static boolean holds(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    void webpIsWrittenByLibvipsAlone() throws Exception {
        PictureEncoding webp = new PictureEncoding(PictureEncoding.Format.WEBP, 0.9f, true);
        byte[] jpeg =
                TestPictures.insert(
                        TestPictures.jpeg(TestPictures.noisy(120, 90)), TestPictures.exif(1));
        ImageException refused =
                assertThrows(
                        ImageException.class,
                        () -> make(jpeg, settings(Codec.EMBEDDED).withEncoding(webp)));
        assertTrue(TestPictures.message(refused).contains("WebP is written by libvips"));
        if (VipsCodec.installed() == null) {
            return;
        }
        byte[] result = bytes(jpeg, settings(Codec.AUTO).withEncoding(webp));
        assertEquals(
                Orientation.UPRIGHT, PictureHeader.of(PictureFormat.WEBP, result).orientation());
        assertArrayEquals(
                TestPictures.tiffOrientation(1), ExifData.exif(PictureFormat.WEBP, result));
        BufferedImage back = make(result, settings(Codec.EMBEDDED));
        assertEquals(120, back.getWidth());
        assertEquals(90, back.getHeight());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey:2",
                "blur:0",
                "blur:x",
                "blur:NaN",
                "sharpen:11",
                "threshold:0",
                "glow",
                ""
            })
    void filtersThatCannotBeAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PictureFilter.listOf(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10x", "0x10+1+1", "10x10+1", "-1x2+3+4", "axb+c+d"})
    void partsThatCannotBeAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Crop.of(text));
    }

    @ParameterizedTest
    @EnumSource(Resize.Mode.class)
    void sizesOutOfRangeAreRefused(Resize.Mode mode) {
        assertThrows(IllegalArgumentException.class, () -> new Resize(mode, -1, 10));
        assertThrows(IllegalArgumentException.class, () -> new Resize(mode, 10, 65_501));
    }

    private static void assertNear(int expected, int actual) {
        assertNear(expected, actual, 12);
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
}
