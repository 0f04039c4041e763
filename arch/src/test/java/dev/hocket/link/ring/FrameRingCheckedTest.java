package dev.hocket.link.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.check.Checked;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The rings of shared memory under thousands of schedules: frames come in order and whole, and no
 * side sleeps on when there is something to do. The system's futexes are not under control, so a
 * monitor does what they do, except that no sleep ends by time: a wake-up that is lost shows.
 */
class FrameRingCheckedTest {
    private static final long LONG = TimeUnit.DAYS.toNanos(1);

    /** Compares the word and sleeps in one, as the kernel does. */
    private static final class Monitored extends Futex {
        @Override
        boolean works() {
            return true;
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the ring looks again
        synchronized void await(MemorySegment word, int value, long nanos, MemorySegment time) {
            try {
                if (word.get(ValueLayout.JAVA_INT, 0) == value) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        synchronized void wake(MemorySegment word) {
            notifyAll();
        }
    }

    private static FrameRing ring() {
        System.setProperty("hocket.spin", "0");
        FrameRing.futex = new Monitored();
        assertTrue(FrameRing.findFutexes());
        return new FrameRing(memory(FrameRing.HEADER), memory(64));
    }

    private static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes + Long.BYTES)
                .alignedSlice(Long.BYTES)
                .slice(0, bytes);
    }

    private static void write(FrameRing ring, RingWriter writer, int frames) {
        try {
            for (int i = 1; i <= frames; i++) {
                writer.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, i));
                writer.flush();
            }
            ring.end();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both sides are there from the beginning: until then they doze, which takes many steps. */
    private static List<Integer> writtenAndRead(int frames) throws Exception {
        FrameRing ring = ring();
        RingReader reader = new RingReader(ring, () -> true);
        RingWriter writer = new RingWriter(ring, () -> true);
        Thread writing = new Thread(() -> write(ring, writer, frames), "writer");
        writing.start();
        List<Integer> read = new ArrayList<>();
        while (!reader.atEnd()) {
            ByteBuffer frame = reader.read(LONG);
            if (frame != null) {
                read.add(frame.getInt(0));
            }
        }
        writing.join();
        return read;
    }

    @Checked(seconds = 6)
    void aReaderGetsAllFramesInOrder() throws Exception {
        assertEquals(List.of(1, 2), writtenAndRead(2));
    }

    @Checked(seconds = 6)
    void aWriterWaitsForRoomAndGetsIt() throws Exception {
        assertEquals(List.of(1, 2, 3, 4, 5), writtenAndRead(5));
    }

    @Checked(seconds = 3)
    void aReaderThatIsWokenReturns() throws Exception {
        FrameRing ring = ring();
        RingReader reader = new RingReader(ring, () -> true);
        ring.writerWakes();
        Thread waker = new Thread(reader::wakeUp, "waker");
        waker.start();
        assertNull(reader.read(LONG));
        waker.join();
    }
}
