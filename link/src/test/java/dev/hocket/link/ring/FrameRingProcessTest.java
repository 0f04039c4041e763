package dev.hocket.link.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.link.FrameLink;
import dev.hocket.link.FrameLinks;
import dev.hocket.link.LinkOffer;
import dev.hocket.link.OtherJvm;
import dev.hocket.link.memory.SharedMemoryFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link by shared memory between two JVMs, and what becomes of it when one is killed. */
@Timeout(120)
class FrameRingProcessTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(100);

    @TempDir private Path folder;
    private final ExecutorService other = Executors.newCachedThreadPool();

    @BeforeEach
    void offered() {
        assumeTrue(RingOffer.offered(), "this machine has no futex");
    }

    @AfterEach
    void close() {
        other.shutdownNow();
    }

    private record Pair(Process process, FrameLink link) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
            link.close();
        }
    }

    private Pair start(String what) throws IOException {
        try (LinkOffer host = RingOffer.open(new SharedMemoryFolder(folder))) {
            Process process = OtherJvm.start(List.of(), what, host.address());
            return new Pair(process, host.accept(process::isAlive));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static ByteBuffer frame(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(1000) == 0 ? 100_000 : 100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void randomFramesComeBackAsTheyWere() throws Exception {
        int count = 200_000;
        try (Pair pair = start("echo")) {
            FrameLink link = pair.link;
            Future<?> writing =
                    other.submit(() -> {
                        SplittableRandom random = new SplittableRandom(5);
                        for (int i = 0; i < count; i++) {
                            link.write(frame(random));
                            if (i % 7 == 0) {
                                link.flush();
                            }
                        }
                        link.flush();
                        return null;
                    });
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < count; i++) {
                assertEquals(frame(random), link.read(LONG), "frame " + i);
            }
            writing.get();
            link.close();
            assertTrue(pair.process.waitFor(100, TimeUnit.SECONDS));
            assertEquals(0, pair.process.exitValue());
        }
    }

    @Test
    void theFileIsForItsOwnerAndGoneOnceTheWorkerHasIt() throws Exception {
        try (LinkOffer host = RingOffer.open(new SharedMemoryFolder(folder))) {
            Path file = files().getFirst();
            assertTrue(host.address().endsWith(":" + file));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            Future<FrameLink> opened = other.submit(() -> FrameLinks.open(host.address()));
            FrameLink link = host.accept(() -> true);
            assertEquals(List.of(), files());
            link.close();
            opened.get().close();
        }
    }

    @Test
    void aWorkerThatNeverCameIsAnErrorAndLeavesNothing() throws Exception {
        try (LinkOffer host = RingOffer.open(new SharedMemoryFolder(folder))) {
            assertThrows(IOException.class, () -> host.accept(() -> false));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void whatAKilledWorkerHadFlushedIsReadAndThenTheEnd() throws Exception {
        try (Pair pair = start("flood")) {
            long next = 0;
            while (next < 10_000) {
                assertEquals(next++, take(pair.link));
            }
            pair.process.destroyForcibly().waitFor();
            pair.link.otherGone();
            int more = 0;
            while (!pair.link.ended()) {
                ByteBuffer frame = pair.link.read(LONG);
                if (frame != null) {
                    assertEquals(next++, frame.getLong());
                    more++;
                }
            }
            // It had filled the ring, or was about to.
            assertTrue(more > 0);
            assertThrows(IOException.class, () -> pair.link.write(ByteBuffer.allocate(8)));
        }
    }

    private static long take(FrameLink link) throws IOException {
        ByteBuffer frame = link.read(LONG);
        assertNotNull(frame);
        return frame.getLong();
    }

    @Test
    void aKilledWorkerIsNoticedByAReaderThatNobodyTells() throws Exception {
        try (Pair pair = start("echo")) {
            Future<Boolean> reading =
                    other.submit(() -> {
                        while (!pair.link.ended()) {
                            assertNull(pair.link.read(LONG));
                        }
                        return true;
                    });
            assertFalse(reading.isDone());
            pair.process.destroyForcibly();
            assertTrue(reading.get());
        }
    }

    @Test
    void aWorkerNoticesThatItsParentWasKilled() throws Exception {
        Process parent = OtherJvm.start(List.of(), "host", folder.toString());
        try (var said = parent.inputReader()) {
            ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertTrue(child.isAlive());
            parent.destroyForcibly().waitFor();
            child.onExit().get(100, TimeUnit.SECONDS);
        } finally {
            parent.destroyForcibly();
        }
    }
}
