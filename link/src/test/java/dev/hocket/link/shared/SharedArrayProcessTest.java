package dev.hocket.link.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.link.OtherJvm;
import dev.hocket.link.memory.LinuxCalls;
import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shared arrays between two JVMs. */
@Timeout(120)
class SharedArrayProcessTest {

    @Test
    void whatOneWritesTheOtherReads() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering();
                SharedDoubles array = SharedDoubles.allocate(1_000_000)) {
            array.fill(1);
            array.set(999_999, 0.5);
            double sum =
                    (double)
                            other.call(array, sent -> Arrays.stream(doubles(sent).toArray()).sum());
            assertEquals(999_999.5, sum);
            other.call(
                    array.asSlice(10, 5),
                    sent -> {
                        doubles(sent).fill(7);
                        return true;
                    });
            double[] part = new double[7];
            array.copyTo(9, part, 0, 7);
            assertArrayEquals(new double[] {1, 7, 7, 7, 7, 7, 1}, part);
        }
    }

    private static SharedDoubles doubles(Object sent) {
        return (SharedDoubles) sent;
    }

    @Test
    void anArrayMayBeCaptured() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering();
                SharedLongs longs = SharedLongs.allocate(10);
                SharedBytes bytes = SharedBytes.copyOf((byte) 3)) {
            other.call(
                    5L,
                    sent -> {
                        longs.set(2, (long) sent * bytes.get(0));
                        return true;
                    });
            assertEquals(15, longs.get(2));
        }
    }

    @Test
    void bothCountAtOnce() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering();
                SharedLongs array = SharedLongs.allocate(1)) {
            Thread here = Thread.ofPlatform().start(() -> count(array));
            other.call(
                    array,
                    sent -> {
                        count((SharedLongs) sent);
                        return true;
                    });
            here.join();
            assertEquals(200_000, array.get(0));
        }
    }

    private static void count(SharedLongs array) {
        for (int i = 0; i < 100_000; i++) {
            array.getAndAdd(0, 1);
        }
    }

    @Test
    void theMappingIsReusedAndDroppedOnceClosed() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering();
                SharedBytes next = SharedBytes.allocate(1)) {
            SharedBytes array = SharedBytes.allocate(1 << 20);
            String name =
                    SharedArrayTest.files().stream()
                            .filter(file -> size(file) > 1 << 20)
                            .findFirst()
                            .orElseThrow()
                            .toString();
            assertEquals(1, mappings(other, array, name));
            assertEquals(1, mappings(other, array.asSlice(3, 4), name));
            array.close();
            assertEquals(0, mappings(other, next, name));
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }

    /** How often the other JVM maps a file once it has been sent an array. */
    private static long mappings(OtherJvm.Caller other, SharedBytes array, String name)
            throws Exception {
        return (long)
                other.call(
                        array,
                        _ -> {
                            try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
                                return maps.filter(line -> line.contains(name)).count();
                            }
                        });
    }

    @Test
    void theMemoryIsFreedAtTheCloseThoughTheOtherMapsIt() throws Exception {
        assumeTrue(LinuxCalls.hasFutex(), "pages are freed early on Linux only");
        try (OtherJvm.Caller other = OtherJvm.answering()) {
            SharedBytes array = SharedBytes.allocate(1 << 20);
            String name = SharedArrayTest.files().getFirst().toString();
            other.call(array, sent -> ((SharedBytes) sent).toArray()[0]);
            assertTrue(resident(other, name) > 1_000);
            array.close();
            assertTrue(resident(other, name) < 100);
        }
    }

    /** How many KiB of a file the other JVM has in its memory. */
    private static long resident(OtherJvm.Caller other, String name) throws Exception {
        return (long)
                other.call(
                        0,
                        _ -> {
                            List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
                            int at = 0;
                            while (!lines.get(at).contains(name)) {
                                at++;
                            }
                            while (!lines.get(at).startsWith("Rss:")) {
                                at++;
                            }
                            return Long.valueOf(lines.get(at).replaceAll("\\D", ""));
                        });
    }

    @Test
    void aUseInTheOtherJvmAfterTheCloseIsSaid() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering()) {
            SharedDoubles array = SharedDoubles.allocate(100_000);
            array.fill(4);
            other.call(
                    array,
                    sent -> {
                        Kept.ARRAYS.add(doubles(sent));
                        return Kept.ARRAYS.getFirst().get(5);
                    });
            array.close();
            assertEquals(
                    "SharedDoubles[0..100000] is closed; close a shared array after the last task"
                            + " that uses it has ended",
                    other.call(
                            0,
                            _ -> {
                                try {
                                    return Kept.ARRAYS.getFirst().get(5);
                                } catch (IllegalStateException closed) {
                                    return String.valueOf(closed.getMessage());
                                }
                            }));
        }
    }

    /** What the other JVM keeps between two calls. */
    static final class Kept {
        static final List<SharedDoubles> ARRAYS = new ArrayList<>();

        private Kept() {}
    }

    @Test
    void whatAKilledProcessLeftIsSwept() throws Exception {
        Process killed = OtherJvm.start(List.of(), "leave");
        try (var said = killed.inputReader()) {
            assertTrue(said.readLine().startsWith("1000 ring:"));
            List<Path> left = filesOf(killed);
            assertEquals(2, left.size());
            new SharedMemoryFolder(SharedMemoryFolder.standard().path()).sweep();
            assertEquals(left, filesOf(killed), "the files of the living stay");
            killed.destroyForcibly().waitFor();
            assertEquals(left, filesOf(killed));
            Path fresh = new SharedMemoryFolder(SharedMemoryFolder.standard().path()).fresh();
            assertFalse(Files.exists(fresh));
            assertEquals(List.of(), filesOf(killed));
        } finally {
            killed.destroyForcibly();
        }
    }

    private static List<Path> filesOf(Process process) throws IOException {
        try (var files = Files.list(SharedMemoryFolder.standard().path())) {
            return files.filter(file ->
                            SharedMemoryFolder.named(file)
                                    && file.toString().contains("-" + process.pid() + "-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aJvmThatEndsLeavesNothing() throws Exception {
        try (OtherJvm.Caller other = OtherJvm.answering()) {
            other.call(0, _ -> SharedBytes.allocate(10).length());
            assertEquals(1, filesOf(other.process()).size());
            other.process().destroy();
            other.process().waitFor();
            assertEquals(List.of(), filesOf(other.process()));
        }
    }
}
