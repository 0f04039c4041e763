package dev.hocket.jobs.images;

import static dev.hocket.jobs.images.TestPictures.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where results go, and which pictures are found. */
class ThumbnailFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "a.jpg, a.jpg",
        "a.png, a.png.jpg",
        "a.jpeg, a.jpeg.jpg",
        "a.JPG, a.JPG.jpg",
        "a, a.jpg",
        "x/a.jpg, x/a.jpg",
        "y/z/../a.jpg, y/a.jpg",
    })
    void keepsThePathBelowTheRoot(String picture, String expected) throws IOException {
        Path place = ThumbnailFile.of(settings(), folder.resolve(picture)).place();
        assertEquals(settings().output().resolve(expected), place);
    }

    @Test
    void twoPicturesNeverGetOnePlace() throws IOException {
        Path other = Files.write(folder.resolve("a.png"), new byte[1]);
        Path picture = Files.write(folder.resolve("a.png.jpg"), new byte[1]);
        assertEquals("a.png.jpg", ThumbnailFile.of(settings(), other).place().toFile().getName());
        ImageException e =
                assertThrows(ImageException.class, () -> ThumbnailFile.of(settings(), picture));
        assertTrue(message(e).contains("that of a.png beside it"), message(e));
        Files.delete(other);
        assertEquals("a.png.jpg", ThumbnailFile.of(settings(), picture).place().toFile().getName());
    }

    @Test
    void picturesOutsideTheRootAndInTheOutputAreRefused() {
        Path outside = folder.resolveSibling("a.jpg");
        ImageException e =
                assertThrows(ImageException.class, () -> ThumbnailFile.of(settings(), outside));
        assertTrue(message(e).contains("not below the root folder"), message(e));
        Path result = folder.resolve("out/a.jpg");
        e = assertThrows(ImageException.class, () -> ThumbnailFile.of(settings(), result));
        assertTrue(message(e).contains("is in the output folder"), message(e));
    }

    @Test
    void aPictureIsNeverOverwrittenEvenThroughALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), Files.createDirectory(folder.resolve("x")));
        Path root = folder.resolve("x");
        Path picture = Files.write(root.resolve("a.jpg"), new byte[] {1, 2, 3});
        ThumbnailSettings settings = ThumbnailSettings.of(root, folder.resolve("out"));
        ThumbnailFile output = ThumbnailFile.of(settings, picture);
        ImageException e = assertThrows(ImageException.class, () -> output.write(new byte[] {9}));
        assertTrue(message(e).contains("would overwrite the image itself"), message(e));
        assertEquals(3, Files.size(picture));
    }

    @Test
    void anEarlierResultIsReplaced() throws IOException {
        Path picture = Files.createDirectories(folder.resolve("x")).resolve("a.jpg");
        ThumbnailFile output = ThumbnailFile.of(settings(), Files.write(picture, new byte[1]));
        output.write(new byte[] {1});
        output.write(new byte[] {2, 3});
        assertEquals(2, Files.size(output.place()));
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("out/x"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void settingsSayWhatIsWrong() {
        ThumbnailSettings settings = settings();
        assertMessage("width is 0; it must be from 1 to 65500", () -> settings.withWidth(0));
        assertMessage("quality is 1.5; it must be from 0 to 1", () -> settings.withQuality(1.5f));
        assertMessage("maxPixels is 0", () -> settings.withLimits(0, 1));
        assertMessage("maxBytes is -1", () -> settings.withLimits(1, -1));
        assertMessage("choose another, such as", () -> ThumbnailSettings.of(folder, folder));
    }

    @Test
    void findsPicturesInFixedOrder() throws IOException {
        for (String name :
                List.of("b.JPG", "a.png", "notes.txt", "sub/c.webp", "sub/.hidden.jpg", "x.tiff")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[1]);
        }
        Files.createDirectories(folder.resolve("out"));
        Files.write(folder.resolve("out/a.png.jpg"), new byte[1]);
        List<Path> found = PictureFiles.find(List.of(folder), folder.resolve("out"));
        assertEquals(
                List.of("a.png", "b.JPG", "sub/c.webp", "x.tiff"),
                found.stream().map(path -> folder.relativize(path).toString()).toList());
        Path notes = folder.resolve("notes.txt");
        assertEquals(List.of(notes), PictureFiles.find(List.of(notes), folder.resolve("out")));
    }

    @Test
    void saysWhenThereAreNone() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> PictureFiles.find(List.of(empty), folder.resolve("out")));
        assertTrue(message(e).startsWith(empty + ": the folder contains no image"), message(e));
        Path missing = folder.resolve("missing");
        e =
                assertThrows(
                        IOException.class,
                        () -> PictureFiles.find(List.of(missing), folder.resolve("out")));
        assertTrue(message(e).contains("no such file or folder"), message(e));
    }

    @Test
    void rootOfSeveralPaths() throws IOException {
        Path a = Files.createDirectories(folder.resolve("p/a"));
        Path b = Files.createDirectories(folder.resolve("p/b"));
        Path file = Files.write(a.resolve("1.jpg"), new byte[1]);
        assertEquals(a, PictureFiles.commonRoot(List.of(file)));
        assertEquals(a, PictureFiles.commonRoot(List.of(a)));
        assertEquals(folder.resolve("p"), PictureFiles.commonRoot(List.of(file, b)));
        assertEquals(a, PictureFiles.commonRoot(List.of(a, file)));
        assertThrows(IllegalArgumentException.class, () -> PictureFiles.commonRoot(List.of()));
    }

    private ThumbnailSettings settings() {
        return ThumbnailSettings.of(folder, folder.resolve("out"));
    }

    private static void assertMessage(
            String part, org.junit.jupiter.api.function.Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(message(e).contains(part), message(e));
    }
}
