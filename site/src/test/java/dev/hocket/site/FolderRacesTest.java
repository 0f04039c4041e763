package dev.hocket.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that changes while it is served. */
@Timeout(60)
class FolderRacesTest {
    private static final FileTime DATE = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir private Path folder;

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, DATE);
    }

    /** The same size and the same date, over and over: each is served as it is. */
    @Test
    void aRewriteOfTheSameSizeAndDateIsServed() throws Exception {
        Path file = folder.resolve("f");
        try (SiteServer server = Site.of(folder).withPort(0).start()) {
            String tag = "";
            for (int i = 0; i < 50; i++) {
                String text = "text number %03d".formatted(i);
                write(file, text);
                RawClient.Got got = RawClient.get(server, "/f");
                assertEquals(text, got.text());
                tag = got.field("etag");
            }
            while (!FileFacts.of(file).isSettled()) {
                Thread.onSpinWait();
            }
            assertEquals("text number 049", RawClient.get(server, "/f").text());
            write(file, "text number 999");
            RawClient.Got got = RawClient.get(server, "/f", "If-None-Match: " + tag);
            assertEquals(200, got.status());
            assertEquals("text number 999", got.text());
        }
    }

    /**
     * A folder, or a file, in whose place a link appears that leads out; small files and big ones.
     */
    @ParameterizedTest
    @ValueSource(strings = {"/d/f", "/d/big", "/swapped"})
    void aLinkThatAppearsShowsNothing(String path) throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path inside = Files.createDirectory(root.resolve("d"));
        String secret = "secret!";
        for (Path each : new Path[] {inside, outside}) {
            String text = each.equals(inside) ? "public!" : secret;
            Files.writeString(each.resolve("f"), text);
            Files.writeString(each.resolve("big"), text.repeat(20_000));
        }
        Files.writeString(root.resolve("swapped"), "public!");
        Path kept = folder.resolve("kept");
        Path link = folder.resolve("link");
        AtomicBoolean stop = new AtomicBoolean();
        Thread swapper =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (!stop.get()) {
                                    Files.move(inside, kept);
                                    Files.createSymbolicLink(inside, outside);
                                    Files.delete(inside);
                                    Files.move(kept, inside);
                                    Files.createSymbolicLink(link, outside.resolve("f"));
                                    Files.move(
                                            link,
                                            root.resolve("swapped"),
                                            StandardCopyOption.ATOMIC_MOVE);
                                    Files.writeString(link, "public!");
                                    Files.move(
                                            link,
                                            root.resolve("swapped"),
                                            StandardCopyOption.ATOMIC_MOVE);
                                }
                            } catch (IOException failed) {
                                throw new AssertionError(failed);
                            }
                        });
        int whole = 0;
        try (SiteServer server = Site.of(root).withPort(0).start()) {
            for (int i = 0; i < 1500; i++) {
                try {
                    RawClient.Got got = RawClient.get(server, path);
                    assertFalse(got.text().contains("secret"), "a file outside was served");
                    whole += got.status() == 200 ? 1 : 0;
                } catch (IOException cut) {
                    // what was swapped while it was sent is cut off
                }
            }
        } finally {
            stop.set(true);
            swapper.join();
        }
        assertTrue(whole > 0, "nothing was served");
    }

    @Test
    void aFolderThatIsReplacedIsServedAsItIsNow() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(root.resolve("f"), "old");
        try (SiteServer server = Site.of(root).withPort(0).start()) {
            assertEquals("old", RawClient.get(server, "/f").text());
            Files.move(root, folder.resolve("old"));
            Files.writeString(Files.createDirectory(root).resolve("f"), "new");
            assertEquals("new", RawClient.get(server, "/f").text());
        }
    }
}
