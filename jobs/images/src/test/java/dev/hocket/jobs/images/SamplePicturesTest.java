package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePicturesTest {
    @TempDir Path folder;

    @Test
    void sameBytesForTheSameNumberInWhateverOrder() throws Exception {
        Path first = Files.createDirectory(folder.resolve("1"));
        Path second = Files.createDirectory(folder.resolve("2"));
        Path third = Files.createDirectory(folder.resolve("3"));
        new SamplePictures(first, 5).makeAll(2);
        SamplePictures others = new SamplePictures(second, 5);
        others.run(1);
        others.run(0);
        for (String name : List.of("sample-0000.jpg", "sample-0001.jpg")) {
            byte[] expected = Files.readAllBytes(first.resolve(name));
            assertArrayEquals(expected, Files.readAllBytes(second.resolve(name)));
        }
        byte[] otherSeed = Files.readAllBytes(new SamplePictures(third, 6).run(0));
        assertFalse(Arrays.equals(Files.readAllBytes(first.resolve("sample-0000.jpg")), otherSeed));
    }

    @Test
    void sizesVaryAndEveryTenthIsPng() throws Exception {
        SamplePictures samples = new SamplePictures(folder, 1);
        int[] numbers = {0, 1, 2, 9};
        for (int number : numbers) {
            samples.run(number);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(
                            "sample-0000.jpg",
                            "sample-0001.jpg",
                            "sample-0002.jpg",
                            "sample-0009.png"),
                    files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
        }
        BufferedImage first = ImageIO.read(folder.resolve("sample-0000.jpg").toFile());
        BufferedImage second = ImageIO.read(folder.resolve("sample-0001.jpg").toFile());
        for (BufferedImage image : List.of(first, second)) {
            int pixels = image.getWidth() * image.getHeight();
            assertTrue(pixels > 990_000 && pixels < 6_000_000, "pixels: " + pixels);
        }
        assertFalse(first.getWidth() == second.getWidth());
        Path small =
                new ThumbnailTask(ThumbnailSettings.of(folder, folder.resolve("out")))
                        .run(folder.resolve("sample-0009.png"));
        assertEquals(800, ImageIO.read(small.toFile()).getWidth());
    }
}
