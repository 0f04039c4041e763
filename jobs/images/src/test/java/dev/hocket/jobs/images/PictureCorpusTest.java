package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.images.CorpusPicture.Model;
import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.vips.VipsCodec;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One picture in every model, with and without alpha, of both depths, with each profile, in every
 * orientation, in every format that can hold it: made smaller by both codecs and by {@code
 * vipsthumbnail}, which must look alike on white and on black, and be equally transparent.
 */
class PictureCorpusTest {
    /** In decibels. */
    private static final double LEAST = 32;

    /** Of pictures of few colours, whose hard steps show how the tool weighs pixels otherwise. */
    private static final double LEAST_OF_STEPS = 28;

    private static final CorpusPicture SOFT = new CorpusPicture(Model.RGB, false, 8, null, 1);

    @TempDir Path folder;

    @BeforeEach
    void libvipsIsInstalled() {
        assumeTrue(VipsCodec.installed() != null, "libvips is not installed");
    }

    private static List<byte @Nullable []> profiles(Model model) {
        List<byte @Nullable []> profiles = new ArrayList<>();
        profiles.add(null);
        if (model == Model.RGB) {
            profiles.add(TestProfiles.adobeRgb());
        } else if (model == Model.GREY) {
            profiles.add(TestProfiles.grey(1.4));
        }
        return profiles;
    }

    private static Map<String, byte[]> files(int orientation) throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Model model : Model.values()) {
            for (byte[] profile : profiles(model)) {
                for (boolean alpha : new boolean[] {false, true}) {
                    for (int depth : new int[] {8, 16}) {
                        add(files, new CorpusPicture(model, alpha, depth, profile, orientation));
                    }
                }
            }
        }
        return files;
    }

    private static void add(Map<String, byte[]> files, CorpusPicture picture) throws Exception {
        boolean inks = picture.model() == Model.CMYK;
        if (!inks) {
            files.put("PNG, " + picture, picture.png());
        }
        if (!(inks && picture.alpha())) {
            files.put("TIFF, " + picture, picture.tiff(ByteOrder.LITTLE_ENDIAN, false));
        }
        if (picture.depth() == 8 && !picture.alpha() && !inks) {
            files.put("JPEG, " + picture, picture.jpeg());
        }
        if (picture.depth() == 8 && !inks && picture.alpha()) {
            files.put("associated TIFF, " + picture, picture.tiff(ByteOrder.BIG_ENDIAN, true));
        }
        boolean colours = picture.model() == Model.RGB && picture.depth() == 8;
        if (colours) {
            files.put("palette PNG, " + picture, picture.palettePng());
        }
        if (colours && picture.profile() == null && picture.orientation() == 1) {
            files.put("GIF, " + picture, picture.gif());
        }
        boolean plain = picture.model() == Model.RGB && !picture.alpha() && picture.depth() == 8;
        if (plain && picture.profile() == null && picture.orientation() == 1) {
            for (int header : new int[] {12, 16, 40, 64}) {
                files.put("BMP with a header of " + header, picture.bmp(header));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothCodecsMakeTheSame(int orientation) throws Exception {
        for (Map.Entry<String, byte[]> file : files(orientation).entrySet()) {
            for (int width : orientation == 1 ? new int[] {30, 55, 80} : new int[] {55}) {
                compare(file.getKey() + " at " + width, file.getValue(), width);
            }
        }
    }

    private void compare(String name, byte[] file, int width) throws Exception {
        Path picture = Files.write(folder.resolve("picture"), file);
        assertAlike(
                make(picture, width, Codec.EMBEDDED), make(picture, width, Codec.LIBVIPS), name);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void libvipsToolMakesTheSame(int orientation) throws Exception {
        for (Map.Entry<String, byte[]> file : files(orientation).entrySet()) {
            boolean known =
                    !file.getKey().contains("CMYK") // of which each has its own idea
                            && !file.getKey().contains("BMP") // which it cannot read
                            && !file.getKey().contains("associated"); // which it confuses
            boolean few = orientation == 1 || orientation == 6;
            if (known && (few || file.getKey().contains("RGB 8 bits, o"))) {
                Path picture = Files.write(folder.resolve("picture"), file.getValue());
                BufferedImage ours = make(picture, 50, Codec.LIBVIPS);
                BufferedImage tool = tool(picture, ours.getWidth(), ours.getHeight());
                boolean steps = file.getKey().contains("palette") || file.getKey().contains("GIF");
                assertAlike(ours, tool, file.getKey(), steps ? LEAST_OF_STEPS : LEAST);
            }
        }
    }

    /** Inks have a meaning where a profile gives it: that of libvips. */
    @Test
    void inksWithAProfile() throws Exception {
        Path picture = Files.write(folder.resolve("in.png"), SOFT.png());
        for (String name : new String[] {"inks.tif", "inks.jpg[Q=100]"}) {
            String command = "icc_export";
            Path inks = folder.resolve(name.replaceFirst("\\[.*", ""));
            run(
                    "vips",
                    command,
                    picture.toString(),
                    folder + "/" + name,
                    "--output-profile",
                    "cmyk");
            BufferedImage ours = make(inks, 50, Codec.EMBEDDED);
            assertAlike(ours, make(inks, 50, Codec.LIBVIPS), name);
            assertAlike(ours, tool(inks, ours.getWidth(), ours.getHeight()), name + " by the tool");
        }
    }

    /** WebP is made of the others' files, since libvips alone writes it. */
    @Test
    void webpKeepsItsMeaning() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>(files(1));
        files.putAll(files(6));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().startsWith("PNG") && file.getKey().contains("8 bits")) {
                Path png = Files.write(folder.resolve("in.png"), file.getValue());
                Path webp = folder.resolve("picture.webp");
                run("vips", "webpsave", png.toString(), webp.toString(), "--lossless");
                BufferedImage ours = make(webp, 50, Codec.EMBEDDED);
                String name = "WebP of " + file.getKey();
                assertAlike(ours, make(webp, 50, Codec.LIBVIPS), name);
                // The tool reduces it while it decodes, and weighs transparent colours, too.
                Path read = folder.resolve("read.png");
                run("vips", "copy", webp.toString(), read.toString());
                assertAlike(ours, tool(read, ours.getWidth(), ours.getHeight()), name);
            }
        }
    }

    private BufferedImage make(Path picture, int width, Codec codec) throws Exception {
        ThumbnailSettings settings =
                ThumbnailSettings.of(folder, folder.resolve("out"))
                        .withWidth(width)
                        .withEncoding(new PictureEncoding(PictureEncoding.Format.PNG, 1, false))
                        .withCodec(codec);
        return ImageIO.read(new ThumbnailTask(settings).run(picture).toFile());
    }

    private BufferedImage tool(Path picture, int width, int height) throws Exception {
        Path result = folder.resolve("tool.png");
        run(
                "vipsthumbnail",
                picture.toString(),
                "--size",
                width + "x" + height + "!",
                "--export-profile",
                "srgb",
                "-o",
                result.toString());
        return ImageIO.read(result.toFile());
    }

    private void run(String... command) throws IOException, InterruptedException {
        File said = folder.resolve("said").toFile();
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not end");
        assertEquals(0, process.exitValue(), Files.readString(said.toPath()));
    }

    private static void assertAlike(BufferedImage a, BufferedImage b, String name) {
        assertAlike(a, b, name, LEAST);
    }

    private static void assertAlike(BufferedImage a, BufferedImage b, String name, double least) {
        assertEquals(a.getWidth(), b.getWidth(), name);
        assertEquals(a.getHeight(), b.getHeight(), name);
        for (int ground : new int[] {0, 255}) {
            double squares = 0;
            for (int y = 0; y < a.getHeight(); y++) {
                for (int x = 0; x < a.getWidth(); x++) {
                    int left = argb(a, x, y);
                    int right = argb(b, x, y);
                    int where = y * a.getWidth() + x;
                    assertEquals(left >>> 24, right >>> 24, 12, name + " at pixel " + where);
                    for (int shift = 0; shift < 24; shift += 8) {
                        double difference = on(left, shift, ground) - on(right, shift, ground);
                        squares += difference * difference;
                    }
                }
            }
            double mean = squares / (3.0 * a.getWidth() * a.getHeight());
            double decibels = 10 * Math.log10(255 * 255 / Math.max(mean, 1e-9));
            assertTrue(decibels >= least, "%s on %d: %.1f dB".formatted(name, ground, decibels));
        }
    }

    /** As it is stored, for the JDK takes greys for linear ones. */
    private static int argb(BufferedImage image, int x, int y) {
        int bands = image.getRaster().getNumBands();
        if (bands > 2) {
            return image.getRGB(x, y);
        }
        int grey = image.getRaster().getSample(x, y, 0);
        int shift = image.getColorModel().getComponentSize(0) - 8;
        int opacity = bands == 2 ? image.getRaster().getSample(x, y, 1) >> shift : 255;
        return opacity << 24 | (grey >> shift) * 0x010101;
    }

    private static double on(int argb, int shift, int ground) {
        double opacity = (argb >>> 24) / 255.0;
        return (argb >> shift & 0xff) * opacity + ground * (1 - opacity);
    }
}
