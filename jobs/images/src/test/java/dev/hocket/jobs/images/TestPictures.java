package dev.hocket.jobs.images;

import dev.hocket.jobs.images.imageio.ImageIoProviders;
import dev.hocket.jobs.images.pixels.PixelBuffer;
import dev.hocket.jobs.images.pixels.PixelFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures for the tests, made when they are needed. */
final class TestPictures {
    private static final String JPEG_TREE = "javax_imageio_jpeg_image_1.0";

    private TestPictures() {}

    /** Waves and noise, so that every block of the picture has data of its own. */
    static BufferedImage noisy(int width, int height) {
        Random random = new Random(width * 31L + height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int wave = (int) (128 + 90 * Math.sin(x / 17.0) * Math.cos(y / 23.0));
                int red = Math.clamp(wave + random.nextInt(24), 0, 255);
                int green = Math.clamp(255L * x / width, 0, 255);
                int blue = Math.clamp(200L * y / height + random.nextInt(24), 0, 255);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    /** Four quarters: red, green; blue, yellow. */
    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, quarter(x * 2 >= width, y * 2 >= height));
            }
        }
        return image;
    }

    /** The colour of a quarter of {@link #quarters}. */
    static int quarter(boolean right, boolean bottom) {
        int top = right ? 0xff00c000 : 0xffe00000;
        int low = right ? 0xffe0e000 : 0xff0000e0;
        return bottom ? low : top;
    }

    static byte[] jpeg(BufferedImage image) throws IOException {
        return jpeg(image, false, 0);
    }

    /** A JPEG of the JDK's writer, progressive or with restart marks every so many units. */
    static byte[] jpeg(BufferedImage image, boolean progressive, int restart) throws IOException {
        ImageWriter writer = ImageIoProviders.JPEG_WRITER.createWriterInstance();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.9f);
        if (progressive) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
        if (restart > 0) {
            IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(JPEG_TREE);
            IIOMetadataNode dri = new IIOMetadataNode("dri");
            dri.setAttribute("interval", String.valueOf(restart));
            tree.getLastChild().insertBefore(dri, tree.getLastChild().getLastChild());
            metadata.setFromTree(JPEG_TREE, tree);
        }
        return write(writer, new IIOImage(image, null, metadata), param);
    }

    /** A JPEG of four bands as Adobe's programs store inks, which is inverted. */
    static byte[] inks(int width, int height, int cyan, int magenta, int yellow, int black)
            throws IOException {
        byte[] data = new byte[width * height * 4];
        byte[] ink = {
            (byte) (255 - cyan), (byte) (255 - magenta), (byte) (255 - yellow), (byte) (255 - black)
        };
        for (int i = 0; i < data.length; i++) {
            data[i] = ink[i % 4];
        }
        ImageWriter writer = ImageIoProviders.JPEG_WRITER.createWriterInstance();
        IIOImage image =
                new IIOImage(
                        new PixelBuffer(
                                        width,
                                        height,
                                        PixelFormat.plain(PixelFormat.Model.CMYK),
                                        data)
                                .asRaster(),
                        null,
                        null);
        return insert(write(writer, image, writer.getDefaultWriteParam()), adobe(0));
    }

    /** Adobe's segment, which says how the components are stored. */
    static byte[] adobe(int transform) {
        return segment(0xee, concat("Adobe", new byte[] {0, 100, 0, 0, 0, 0, (byte) transform}));
    }

    /** The segment of EXIF data that hold an orientation and nothing else. */
    static byte[] exif(int orientation) {
        return segment(0xe1, concat("Exif\0\0", tiffOrientation(orientation)));
    }

    static byte[] tiffOrientation(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26);
        tiff.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        return tiff.putShort((short) orientation).putShort((short) 0).putInt(0).array();
    }

    /** An exception's message, which the tests need not take for missing. */
    static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    /** A JPEG segment of a marker. */
    static byte[] segment(int marker, byte[] contents) {
        ByteBuffer segment = ByteBuffer.allocate(contents.length + 4);
        segment.put((byte) 0xff).put((byte) marker).putShort((short) (contents.length + 2));
        return segment.put(contents).array();
    }

    /** The JPEG with a segment put after its start mark, in the place of the JFIF one. */
    static byte[] insert(byte[] jpeg, byte[] segment) {
        int from = 2;
        if ((jpeg[3] & 0xff) == 0xe0) {
            from = 4 + ((jpeg[4] & 0xff) << 8) + (jpeg[5] & 0xff);
        }
        return concat(
                new byte[] {(byte) 0xff, (byte) 0xd8},
                segment,
                Arrays.copyOfRange(jpeg, from, jpeg.length));
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalArgumentException("no writer for " + format);
        }
        return bytes.toByteArray();
    }

    static byte[] pngChunk(String type, byte[] contents) {
        ByteBuffer chunk = ByteBuffer.allocate(contents.length + 12);
        chunk.putInt(contents.length).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(contents);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, contents.length + 4);
        return chunk.putInt((int) sum.getValue()).array();
    }

    static byte[] concat(String first, byte[]... more) {
        byte[] start = first.getBytes(StandardCharsets.ISO_8859_1);
        return concat(start, concat(new byte[0], more));
    }

    static byte[] concat(byte[] first, byte[]... more) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (byte[] part : more) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam param)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
