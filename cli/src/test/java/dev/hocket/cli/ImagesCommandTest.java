package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.jobs.images.SamplePictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hocket images} from its words to its results and its status. */
class ImagesCommandTest {
    @TempDir private Path folder;

    private Path photos;

    @BeforeEach
    void makeTwoPhotos() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        new SamplePictures(photos, 3).run(1);
        BufferedImage glass = new BufferedImage(120, 90, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(5, 5, 0xff336699);
        ImageIO.write(glass, "png", photos.resolve("glass.png").toFile());
    }

    private InProcessHocket images(String output, String... words) {
        List<String> all = new ArrayList<>(List.of("images", "-o", folder + "/" + output));
        all.addAll(List.of(words));
        all.add(photos.toString());
        return InProcessHocket.run(all.toArray(String[]::new));
    }

    private Map<String, byte[]> results(String output) throws IOException {
        Map<String, byte[]> results = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder.resolve(output))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                results.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return results;
    }

    @Test
    void everyEngineWritesTheSameBytes() throws Exception {
        assertEquals(0, images("sequential", "-e", "sequential").status());
        Map<String, byte[]> expected = results("sequential");
        assertEquals(2, expected.size());
        for (String engine : List.of("threads:2", "virtual:2", "forkjoin:2", "auto")) {
            InProcessHocket here = images(engine, "-e", engine);
            assertEquals(0, here.status(), here::err);
            assertSame(expected, results(engine));
        }
        String[] words = {
            "images", "-e", "processes:2", "-o", folder + "/processes", photos.toString()
        };
        LaunchedHocket.Ended ended = LaunchedHocket.run(folder, "", words);
        assertEquals(0, ended.status(), ended::err);
        assertSame(expected, results("processes"));
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> actual) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, actual.get(name), name));
    }

    @Test
    void sizesPartsFiltersAndFormatsAreHeeded() throws Exception {
        InProcessHocket here =
                images(
                        "out",
                        "--width=60",
                        "--height=60",
                        "--fit=fill",
                        "--crop=100x80+10+10",
                        "--filter=grey,sharpen:0.5",
                        "--format=png",
                        "--metadata",
                        "--codec=embedded");
        assertEquals(0, here.status(), here::err);
        assertEquals(2, here.lines().size());
        for (String line : here.lines()) {
            assertTrue(line.endsWith(".png"), line);
            BufferedImage result = ImageIO.read(Path.of(line).toFile());
            assertEquals(60, result.getWidth());
            assertEquals(60, result.getHeight());
            assertEquals(line.contains("glass") ? 2 : 1, result.getRaster().getNumBands(), line);
        }
    }

    @Test
    void badPicturesFailOneByOneAndLeaveNothing() throws Exception {
        byte[] whole;
        try (Stream<Path> all = Files.list(photos)) {
            whole =
                    Files.readAllBytes(
                            all.filter(file -> !file.endsWith("glass.png")).toList().getFirst());
        }
        Files.write(photos.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(photos.resolve("empty.jpg"), new byte[0]);
        Files.writeString(photos.resolve("text.jpg"), "not a picture");
        InProcessHocket here = images("out", "-k");
        assertEquals(3, here.status());
        assertEquals(2, here.lines().size());
        assertTrue(here.err().contains("cut.jpg: the image is truncated"), here::err);
        assertTrue(here.err().contains("empty.jpg: the file is empty"), here::err);
        assertTrue(here.err().contains("text.jpg: the file starts with \"not a pi\""), here::err);
        assertFalse(here.err().contains("Exception"), here::err);
        assertEquals(2, results("out").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    --fit=fit2             | --fit 'fit2': expected fit, fill, exact
                    --fit=fill             | --fit fill needs both --width and --height
                    --width=0              | --width '0': expected
                    --height=99999         | height is 99999
                    --crop=10x             | '10x': expected WIDTHxHEIGHT+LEFT+TOP
                    --filter=glow          | there is no filter 'glow'
                    --filter=blur:0        | the amount must be from 0.1 to 100
                    --filter=grey:1        | grey takes no amount
                    --format=gif           | there is no format 'gif'; expected jpeg, png, webp
                    --quality=101          | --quality '101': expected a whole number from 1 to 100
                    --codec=magic          | --codec 'magic': expected auto, embedded, libvips
                    --max-pixels=many      | --max-pixels 'many': expected
                    """)
    void wrongOptionsAreRefused(String option, String message) {
        InProcessHocket here = images("out", option);
        assertEquals(255, here.status(), here::err);
        assertTrue(here.err().contains(message), here::err);
        assertEquals("", here.out());
    }
}
