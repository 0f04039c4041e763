package dev.hocket.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link FrameLink} must hold; one subclass for each kind. */
@Timeout(60)
public abstract class FrameLinkContract {
    private static final long LONG = TimeUnit.SECONDS.toNanos(50);

    @TempDir Path folder;

    private final ExecutorService other = Executors.newCachedThreadPool();
    private FrameLink parent;
    private FrameLink child;

    /** Prepares a link of the kind under test. */
    protected abstract LinkOffer host(Path folder) throws IOException;

    @BeforeEach
    void connect() throws Exception {
        try (LinkOffer host = host(folder)) {
            String address = host.address();
            Future<FrameLink> opened = other.submit(() -> FrameLinks.open(address));
            parent = host.accept(() -> true);
            child = opened.get();
        }
    }

    @AfterEach
    void disconnect() {
        parent.close();
        child.close();
        other.shutdownNow();
    }

    private static ByteBuffer frame(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer next(FrameLink link) throws IOException {
        ByteBuffer frame = null;
        while (frame == null && !link.ended()) {
            frame = link.read(LONG);
        }
        assertNotNull(frame, "the link ended");
        return frame;
    }

    @Test
    void framesOfAllSizesArriveWholeAndInOrder() throws Exception {
        int largest = parent.largest();
        assertTrue(largest >= 64 << 10);
        int[] sizes = {0, 1, 7, 8, 4095, 4096, largest - 1, largest, 3, largest, 0, 65_537};
        Future<?> written =
                other.submit(() -> {
                    for (int i = 0; i < sizes.length; i++) {
                        parent.write(frame(sizes[i], i));
                    }
                    parent.flush();
                    return null;
                });
        for (int i = 0; i < sizes.length; i++) {
            assertEquals(frame(sizes[i], i), next(child), "frame " + i);
        }
        written.get();
        assertNull(child.poll());
    }

    @Test
    void manyFramesGoBothWaysAtOnce() throws Exception {
        int count = 20_000;
        Future<?> echo =
                other.submit(() -> {
                    for (int i = 0; i < count; i++) {
                        ByteBuffer got = next(child);
                        child.write(got);
                        ByteBuffer more = child.poll();
                        if (more != null) {
                            i++;
                            child.write(more);
                        }
                        child.flush();
                    }
                    return null;
                });
        Future<?> writer =
                other.submit(() -> {
                    SplittableRandom random = new SplittableRandom(1);
                    for (int i = 0; i < count; i++) {
                        parent.write(frame(random.nextInt(300), i));
                        parent.flush();
                    }
                    return null;
                });
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            assertEquals(frame(random.nextInt(300), i), next(parent), "frame " + i);
        }
        writer.get();
        echo.get();
    }

    @Test
    void aReaderThatWaitsIsWokenByAFrame() throws Exception {
        Future<byte[]> read = other.submit(() -> bytes(next(child)));
        parent.write(frame(100, 5));
        parent.flush();
        assertEquals(frame(100, 5), ByteBuffer.wrap(read.get()));
    }

    private static byte[] bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Test
    void wakeUpEndsAWaitAlsoOneThatComesLater() throws Exception {
        child.wakeUp();
        assertNull(child.read(LONG));
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        Future<@Nullable ByteBuffer> read =
                other.submit(() -> {
                    reader.complete(Thread.currentThread());
                    return child.read(LONG);
                });
        reader.get();
        child.wakeUp();
        assertNull(read.get());
        assertFalse(child.ended());
    }

    @Test
    void aReadWithoutAFrameReturnsAfterItsTime() throws Exception {
        assertNull(child.read(TimeUnit.MILLISECONDS.toNanos(5)));
        assertFalse(child.ended());
    }

    @Test
    void whatWasFlushedBeforeTheCloseIsRead() throws Exception {
        child.write(frame(1000, 1));
        child.write(frame(2000, 2));
        child.flush();
        child.close();
        parent.otherGone();
        assertEquals(frame(1000, 1), next(parent));
        assertEquals(frame(2000, 2), next(parent));
        while (!parent.ended()) {
            assertNull(parent.read(LONG));
        }
        assertThrows(IOException.class, this::fill);
    }

    @Test
    void aCloseIsSeenByAReaderThatWaits() throws Exception {
        Future<Boolean> ended =
                other.submit(() -> {
                    while (!parent.ended()) {
                        assertNull(parent.read(LONG));
                    }
                    return true;
                });
        child.close();
        assertTrue(ended.get());
    }

    @Test
    void aProcessThatIsGoneIsSeenByAReaderThatWaits() throws Exception {
        Future<Boolean> ended =
                other.submit(() -> {
                    while (!parent.ended()) {
                        assertNull(parent.read(LONG));
                    }
                    return true;
                });
        parent.otherGone();
        assertTrue(ended.get());
    }

    /** Writes more than any link holds. */
    private @Nullable Void fill() throws IOException {
        for (int i = 0; i < 1000; i++) {
            parent.write(frame(parent.largest(), i));
            parent.flush();
        }
        return null;
    }

    @Test
    void aWriterThatIsHeldUpIsToldThatTheOtherIsGone() throws Exception {
        Future<@Nullable Void> writing = other.submit(this::fill);
        assertNotNull(next(child)); // it has begun
        parent.otherGone();
        Exception failed = assertThrows(Exception.class, writing::get);
        assertTrue(failed.getCause() instanceof IOException, () -> "not " + failed.getCause());
    }

    @Test
    void aFrameThatIsTooLargeIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> parent.write(ByteBuffer.allocate(parent.largest() + 1)));
    }

    @Test
    void aLinkThatWasClosedHereSaysSo() {
        parent.close();
        assertThrows(IOException.class, () -> parent.read(LONG));
    }
}
