package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.gif.GifDecoder;
import dev.hocket.jobs.images.imageio.ImageIoDecoder;
import dev.hocket.jobs.images.structure.PictureFormat;
import dev.hocket.jobs.images.structure.PictureHeader;
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
                .codec(codec)
                .encoding(new PictureEncoding(PictureEncoding.Format.PNG, 1, false));
    }

    private BufferedImage make(byte[] file, int width, Codec codec) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        return ImageIO.read(new ThumbnailTask(settings(codec).width(width)).run(picture).toFile());
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
        byte[] file = java.util.Arrays.copyOf(gif.array(), gif.position());
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

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
    void anInterruptionEndsTheDecoder(String kind) throws Exception {
        byte[] file = TestPictures.encode(TestPictures.noisy(300, 200), kind);
        PictureFormat format = PictureFormat.of(file);
        assertNotNull(format);
        PictureHeader header = PictureHeader.of(format, file);
        ThumbnailSettings settings = settings(Codec.EMBEDDED).width(50);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    InterruptedException.class,
                    () -> {
                        if (format == PictureFormat.GIF) {
                            new GifDecoder(file, settings).decode();
                        } else {
                            new ImageIoDecoder(format, file, header, settings).decode();
                        }
                    });
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void anInterruptionEndsTheDecodingByLibvips() throws Exception {
        VipsCodec vips = VipsCodec.installed();
        assumeTrue(vips != null, "libvips is not installed");
        byte[] file = TestPictures.encode(TestPictures.noisy(300, 200), "png");
        PictureHeader header = PictureHeader.of(PictureFormat.PNG, file);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    InterruptedException.class,
                    () ->
                            vips.load(
                                    PictureFormat.PNG,
                                    file,
                                    header,
                                    settings(Codec.LIBVIPS).width(50)));
        } finally {
            Thread.interrupted();
        }
    }
}
