package dev.hocket.jobs.images;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.images.vips.VipsCodec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures are worked on by the thread that asks for them, and not by others of libvips: else who
 * measures threads, as {@code auto} does, takes computing for waiting.
 */
class LaneWorkTest {
    private static final Path TASKS = Path.of("/proc/self/task");

    @TempDir Path folder;

    private static long workers() throws IOException {
        long nanos = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (Files.readString(task.resolve("comm")).startsWith("libvips")) {
                    String clock = Files.readString(task.resolve("schedstat"));
                    nanos += Long.parseLong(clock.split(" ", -1)[0]);
                }
            }
        } catch (NoSuchFileException ended) {
            return workers();
        }
        return nanos;
    }

    @Test
    void theLaneDoesMostOfTheWork() throws Exception {
        assumeTrue(VipsCodec.installed() != null, "libvips is not installed");
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/schedstat")));
        BufferedImage large = TestPictures.noisy(2000, 1500);
        Map<String, byte[]> pictures =
                Map.of(
                        "a.jpg",
                        TestPictures.jpeg(large),
                        "a.png",
                        TestPictures.encode(large, "png"));
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            Path file = Files.write(folder.resolve(picture.getKey()), picture.getValue());
            for (Resize.Mode mode : new Resize.Mode[] {Resize.Mode.FIT, Resize.Mode.FILL}) {
                ThumbnailSettings settings =
                        ThumbnailSettings.of(folder, folder.resolve("out"))
                                .withSize(new Resize(mode, 100, 100));
                ThumbnailTask task = new ThumbnailTask(settings);
                long others = workers();
                long own = ownCpu();
                for (int i = 0; i < 5; i++) {
                    task.run(file);
                }
                String name = picture.getKey() + " " + mode;
                long mine = ownCpu() - own;
                long theirs = workers() - others;
                assertTrue(mine > 2 * theirs, name + ": " + mine + " and " + theirs);
            }
        }
    }

    private static long ownCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
