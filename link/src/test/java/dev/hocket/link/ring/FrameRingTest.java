package dev.hocket.link.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One ring between two threads. */
@Timeout(120)
class FrameRingTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(100);
    private final ExecutorService other = Executors.newCachedThreadPool();
    private final Arena arena = Arena.ofShared();
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private MemorySegment header;
    private MemorySegment frames;
    private FrameRing ring;
    private RingWriter writer;
    private RingReader reader;

    @BeforeEach
    void open() {
        assumeTrue(RingOffer.offered(), "this machine has no futex");
        open(1 << 12);
    }

    private void open(int capacity) {
        header = arena.allocate(FrameRing.HEADER, 128);
        frames = arena.allocate(capacity, 128);
        ring = new FrameRing(header.asByteBuffer(), frames.asByteBuffer());
        writer = new RingWriter(ring, alive::get);
        reader = new RingReader(ring, alive::get);
    }

    @AfterEach
    void close() throws Exception {
        other.shutdownNow();
        assertTrue(other.awaitTermination(100, TimeUnit.SECONDS));
        arena.close();
    }

    private static ByteBuffer frame(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private ByteBuffer next() throws IOException {
        ByteBuffer frame = null;
        while (frame == null && !reader.atEnd()) {
            frame = reader.read(LONG);
        }
        assertNotNull(frame, "the ring has ended");
        return frame;
    }

    @Test
    void randomFramesArriveAsTheyWere() throws Exception {
        int count = 300_000;
        Future<?> writing =
                other.submit(() -> {
                    SplittableRandom random = new SplittableRandom(7);
                    for (int i = 0; i < count; i++) {
                        ByteBuffer frame = frame(random, random.nextInt(i % 100 == 0 ? 1017 : 40));
                        writer.write(frame);
                        assertFalse(frame.hasRemaining());
                        if (random.nextInt(8) == 0) {
                            writer.flush();
                        }
                    }
                    writer.flush();
                    return null;
                });
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < count; i++) {
            assertEquals(frame(random, random.nextInt(i % 100 == 0 ? 1017 : 40)), next());
            random.nextInt(8);
        }
        writing.get();
        assertNull(reader.poll());
    }

    @Test
    void millionsOfTinyFramesHaveTheSameSum() throws Exception {
        open(1 << 16);
        int count = 3_000_000;
        CRC32C sent = new CRC32C();
        Future<?> writing =
                other.submit(() -> {
                    ByteBuffer frame = ByteBuffer.allocate(12);
                    for (int i = 0; i < count; i++) {
                        frame.clear().limit(4 + i % 9).putInt(0, i);
                        sent.update(frame.duplicate());
                        writer.write(frame);
                        if (i % 64 == 0) {
                            writer.flush();
                        }
                    }
                    writer.flush();
                    return null;
                });
        CRC32C got = new CRC32C();
        for (int i = 0; i < count; i++) {
            ByteBuffer frame = next();
            if (frame.remaining() != 4 + i % 9 || frame.getInt(0) != i) {
                assertEquals(i, frame.getInt(0), "of " + frame.remaining() + " bytes");
            }
            got.update(frame);
        }
        writing.get();
        assertEquals(sent.getValue(), got.getValue());
    }

    @Test
    void aFrameStaysWhatItIsUntilTheNextIsAskedFor() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        Future<?> writing =
                other.submit(() -> {
                    SplittableRandom random = new SplittableRandom(3);
                    for (int i = 0; i < 16; i++) {
                        if (i == 3) {
                            full.countDown();
                        }
                        writer.write(frame(random, 1000));
                        writer.flush();
                    }
                    return null;
                });
        full.await();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 16; i++) {
            ByteBuffer held = next();
            ByteBuffer expected = frame(random, 1000);
            for (int look = 0; look < 1000; look++) {
                assertEquals(expected, held);
            }
        }
        writing.get();
    }

    @Test
    void allThatWasPublishedBeforeTheEndIsRead() throws Exception {
        SplittableRandom moments = new SplittableRandom(11);
        for (int round = 0; round < 2_000; round++) {
            open(1 << 10);
            RingWriter to = writer;
            int before = moments.nextInt(200);
            Future<Integer> writing =
                    other.submit(() -> {
                        ByteBuffer frame = ByteBuffer.allocate(20);
                        for (int i = 0; i < before; i++) {
                            to.write(frame.clear().putInt(0, i));
                            to.flush();
                        }
                        ring.end();
                        return before;
                    });
            int read = 0;
            while (!reader.atEnd()) {
                ByteBuffer frame = reader.read(LONG);
                if (frame != null) {
                    assertEquals(read++, frame.getInt());
                }
            }
            assertEquals(writing.get(), read);
        }
    }

    @Test
    void aWriterIsRefusedWheneverTheReaderEnds() throws Exception {
        SplittableRandom moments = new SplittableRandom(12);
        for (int round = 0; round < 2_000; round++) {
            open(1 << 10);
            RingWriter to = writer;
            Future<?> writing =
                    other.submit(() -> {
                        for (ByteBuffer frame = ByteBuffer.allocate(20); ; frame.clear()) {
                            to.write(frame);
                            to.flush();
                        }
                    });
            for (int i = moments.nextInt(100); i > 0; i--) {
                next();
            }
            ring.end();
            Exception failed = assertThrows(Exception.class, writing::get);
            assertTrue(failed.getCause() instanceof EOFException, () -> "not " + failed.getCause());
        }
    }

    @Test
    void aPeerThatDiesInSilenceIsNoticedByASleeper() throws Exception {
        Future<Boolean> reading =
                other.submit(() -> {
                    assertNull(reader.read(LONG));
                    assertNull(reader.poll());
                    return reader.atEnd();
                });
        alive.set(false);
        assertTrue(reading.get());
    }

    @Test
    void damageIsSeenAndLeadsNowhere() throws Exception {
        header.set(ValueLayout.JAVA_LONG, 0, 1L << 40);
        assertThrows(IOException.class, reader::poll);
        open(1 << 10);
        writer.write(ByteBuffer.allocate(100));
        writer.flush();
        for (long word :
                new long[] {0, 1, FrameRing.word(101) ^ 1L << 40, FrameRing.word(1 << 20)}) {
            frames.set(ValueLayout.JAVA_LONG, 0, word);
            assertThrows(IOException.class, reader::poll, "word " + word);
        }
        frames.set(ValueLayout.JAVA_LONG, 0, FrameRing.word(100));
        assertArrayEquals(new byte[100], bytes(next()));
        header.set(ValueLayout.JAVA_LONG, 128, -8L);
        assertThrows(
                IOException.class,
                () -> {
                    for (int i = 0; i < 20; i++) {
                        writer.write(ByteBuffer.allocate(100));
                    }
                });
    }

    private static byte[] bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }
}
