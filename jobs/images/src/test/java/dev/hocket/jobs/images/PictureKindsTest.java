package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.gif.GifDecoder;
import dev.hocket.jobs.images.imageio.ImageIoDecoder;
import dev.hocket.jobs.images.jpeg.JpegDecoder;
import dev.hocket.jobs.images.jpeg.JpegHeader;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
import dev.hocket.jobs.images.structure.PngStructure;
import dev.hocket.jobs.images.vips.VipsCodec;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sound pictures of rare kinds, those that are not supported, and decoders that are interrupted.
 */
class PictureKindsTest {
    /** Four by four pixels of black and white, whose codes begin with two clear codes. */
    private static final byte[] DOUBLE_CLEAR =
            HexFormat.of()
                    .parseHex(
                            "47494638396104000400f10000ffffff000000ff00000000ff2c00000000040004000002"
                                + "0e2418826108862018826108866001003b");

    @TempDir Path folder;

    private ThumbnailSettings settings(Codec codec) {
        return ThumbnailSettings.of(folder, folder.resolve("out"))
                .withCodec(codec)
                .withEncoding(new PictureEncoding(PictureEncoding.Format.PNG, 1, false));
    }

    private BufferedImage make(byte[] file, int width, Codec codec) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        return ImageIO.read(
                new ThumbnailTask(settings(codec).withWidth(width)).run(picture).toFile());
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EMBEDDED"})
    void gifWhoseCodesBeginWithTwoClearCodes(Codec codec) throws Exception {
        BufferedImage image = make(DOUBLE_CLEAR, 4, codec);
        String expected = "wbwb bwbw wbwb bwbw".replace(" ", "");
        for (int i = 0; i < 16; i++) {
            int shown = expected.charAt(i) == 'w' ? 0xffffffff : 0xff000000;
            assertEquals(shown, image.getRGB(i % 4, i / 4), "pixel " + i);
        }
    }

    /** A frame of one red pixel amid a canvas of three by two. */
    @Test
    void gifOnItsCanvas() throws Exception {
        ByteBuffer gif = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII)).putShort((short) 3);
        gif.putShort((short) 2).put((byte) 0x80).putShort((short) 0);
        gif.put(new byte[] {(byte) 255, 0, 0, 0, 0, (byte) 255});
        gif.put((byte) ',').putShort((short) 1).putShort((short) 1);
        gif.putShort((short) 1).putShort((short) 1).put((byte) 0);
        gif.put(new byte[] {2, 2, 0x44, 1, 0, ';'}); // clear, 0, end
        byte[] file = Arrays.copyOf(gif.array(), gif.position());
        for (Codec codec : new Codec[] {Codec.AUTO, Codec.EMBEDDED}) {
            BufferedImage image = make(file, 3, codec);
            assertEquals(3, image.getWidth());
            assertEquals(2, image.getHeight());
            for (int i = 0; i < 6; i++) {
                int shown = i == 4 ? 0xffff0000 : 0;
                int seen = image.getRGB(i % 3, i / 3);
                assertEquals(shown, seen >>> 24 == 0 ? 0 : seen, codec + " pixel " + i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MM, 1", "MM, 3", "MM, 4", "II, 1", "II, 3", "II, 4"})
    void orientationOfEveryTypeOfNumber(String order, int type) throws Exception {
        ByteBuffer tiff = ByteBuffer.allocate(26);
        tiff.order(order.equals("MM") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        tiff.put(order.getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) type).putInt(1);
        switch (type) {
            case 1 -> tiff.put((byte) 6);
            case 3 -> tiff.putShort((short) 6);
            default -> tiff.putInt(6);
        }
        byte[] exif = TestPictures.concat("Exif\0\0", tiff.array());
        byte[] jpeg =
                TestPictures.insert(
                        TestPictures.jpeg(TestPictures.noisy(64, 48)),
                        TestPictures.segment(0xe1, exif));
        for (Codec codec : new Codec[] {Codec.AUTO, Codec.EMBEDDED}) {
            BufferedImage image = make(jpeg, 24, codec);
            assertEquals(24, image.getWidth(), codec.name());
            assertEquals(32, image.getHeight(), codec.name());
        }
    }

    /** So well compressed that a plugin took them for attacks. */
    @ParameterizedTest
    @ValueSource(strings = {"CCITT T.6", "Deflate"})
    void blankScans(String compression) throws Exception {
        BufferedImage blank = new BufferedImage(2480, 3508, BufferedImage.TYPE_BYTE_BINARY);
        Graphics2D graphics = blank.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 2480, 3508);
        graphics.dispose();
        byte[] file = tiff(blank, compression);
        assertTrue(file.length < 2480 * 3508 / 8 / 100, "it is well compressed");
        for (Codec codec : new Codec[] {Codec.AUTO, Codec.EMBEDDED}) {
            BufferedImage image = make(file, 100, codec);
            assertEquals(0xffffffff, image.getRGB(50, 70), codec.name());
        }
    }

    private static byte[] tiff(BufferedImage image, String compression) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType(compression);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"50000, Zstandard", "34925, LZMA", "50001, WebP"})
    void compressionThatIsNotSupportedIsNotCalledDamage(int number, String name) throws Exception {
        byte[] file =
                new CorpusPicture(CorpusPicture.Model.RGB, false, 8, null, 1)
                        .tiff(ByteOrder.LITTLE_ENDIAN, false);
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int entry = bytes.getInt(4) + 2;
        while (bytes.getShort(entry) != 259) {
            entry += 12;
        }
        bytes.putInt(entry + 8, number);
        ImageException refused =
                assertThrows(ImageException.class, () -> make(file, 20, Codec.EMBEDDED));
        String said = TestPictures.message(refused);
        assertTrue(said.contains("TIFF compressed with " + name + " is not supported"), said);
    }

    /** The checksum of the chunk fits, and that of what is compressed in it does not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void pngWhoseDataHaveAnotherChecksum(int byteFromEnd) throws Exception {
        byte[] file = new CorpusPicture(CorpusPicture.Model.RGB, false, 8, null, 1).png();
        byte[] data = PngStructure.chunk(file, "IDAT");
        assertNotNull(data);
        int end = file.length - 12;
        data[data.length - byteFromEnd] ^= 1;
        byte[] wrong =
                TestPictures.concat(
                        Arrays.copyOf(file, end - data.length - 12),
                        TestPictures.pngChunk("IDAT", data),
                        TestPictures.pngChunk("IEND", new byte[0]));
        for (Codec codec : new Codec[] {Codec.AUTO, Codec.EMBEDDED}) {
            assertEquals(60, make(file, 60, codec).getWidth());
            ImageException refused =
                    assertThrows(ImageException.class, () -> make(wrong, 60, codec), codec.name());
            String said = TestPictures.message(refused);
            assertTrue(said.contains("its compressed data are wrong (incorrect data check)"), said);
        }
    }

    private static byte[] animated(int width, int height, int x, int y, byte[]... stills) {
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF    WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(2 | 16);
        u24(file, width - 1);
        u24(file, height - 1);
        file.put("ANIM".getBytes(StandardCharsets.US_ASCII)).putInt(6).putInt(0xff0000ff);
        file.putShort((short) 0);
        for (byte[] still : stills) {
            ByteBuffer bytes = ByteBuffer.wrap(still).order(ByteOrder.LITTLE_ENDIAN);
            file.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + still.length - 12);
            u24(file, x / 2);
            u24(file, y / 2);
            u24(file, bytes.getInt(21) & 0x3fff);
            u24(file, bytes.getInt(21) >> 14 & 0x3fff);
            file.putInt(100).put(still, 12, still.length - 12);
        }
        file.putInt(4, file.position() - 8);
        return Arrays.copyOf(file.array(), file.position());
    }

    private static void u24(ByteBuffer to, int value) {
        to.putShort((short) value).put((byte) (value >> 16));
    }

    /** Of an animation the first frame counts, on its canvas. */
    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EMBEDDED"})
    void webpOnItsCanvas(Codec codec) throws Exception {
        byte[] first = WebpTestPicture.lossless(20, 10, 0xff306020);
        byte[] second = WebpTestPicture.lossless(20, 10, 0xffe01020);
        BufferedImage still = make(first, 20, codec);
        BufferedImage whole = make(animated(20, 10, 0, 0, first, second), 20, codec);
        BufferedImage part = make(animated(30, 16, 4, 2, first, second), 30, codec);
        assertEquals(30, part.getWidth());
        assertEquals(16, part.getHeight());
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 30; x++) {
                boolean inside = x >= 4 && x < 24 && y >= 2 && y < 12;
                int expected = inside ? still.getRGB(x - 4, y - 2) : 0;
                int seen = part.getRGB(x, y);
                assertEquals(expected, seen >>> 24 == 0 ? 0 : seen, x + ", " + y);
                if (x < 20 && y < 10) {
                    assertEquals(still.getRGB(x, y), whole.getRGB(x, y), x + ", " + y);
                }
            }
        }
        byte[] beyond = animated(20, 10, 2, 0, first);
        ImageException refused = assertThrows(ImageException.class, () -> make(beyond, 20, codec));
        String said = TestPictures.message(refused);
        assertTrue(said.contains("20 x 10 at 2, 0, reaches beyond its canvas of 20 x 10"), said);
    }

    private static byte[] picture(String kind) throws Exception {
        BufferedImage noisy = TestPictures.noisy(300, 200);
        return switch (kind) {
            case "progressive" -> TestPictures.jpeg(noisy, true, 0);
            case "webp" -> WebpTestPicture.lossless(300, 200, 0xff306020);
            default -> TestPictures.encode(noisy, kind);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "gif", "jpg", "progressive", "webp"})
    void anInterruptionEndsTheDecoder(String kind) throws Exception {
        byte[] file = picture(kind);
        PictureFormat format = PictureFormat.of(file);
        assertNotNull(format);
        ThumbnailSettings settings = settings(Codec.EMBEDDED).withWidth(50);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    InterruptedException.class,
                    () -> {
                        switch (format) {
                            case GIF -> new GifDecoder(file, settings).decode();
                            case JPEG -> new JpegDecoder(file, settings).decode();
                            default -> {
                                PictureHeader header = PictureHeader.of(format, file);
                                new ImageIoDecoder(format, file, header, settings).decode();
                            }
                        }
                    });
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff", "jpg", "progressive", "webp"})
    void anInterruptionEndsTheDecodingByLibvips(String kind) throws Exception {
        VipsCodec vips = VipsCodec.installed();
        assumeTrue(vips != null, "libvips is not installed");
        byte[] file = picture(kind);
        PictureFormat format = PictureFormat.of(file);
        assertNotNull(format);
        PictureHeader header =
                format == PictureFormat.JPEG ? JpegHeader.of(file) : PictureHeader.of(format, file);
        assertNotNull(header);
        ThumbnailSettings settings = settings(Codec.LIBVIPS).withWidth(50);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    InterruptedException.class, () -> vips.load(format, file, header, settings));
        } finally {
            Thread.interrupted();
        }
    }
}
