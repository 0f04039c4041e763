package dev.hocket.processes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;

/**
 * The memory of a one-way stream of frames from one thread to another, in one process or two: two
 * positions that only grow, and a power of two of bytes that they run around in.
 *
 * <p>This is Lamport's queue with one writer and one reader, with what FastForward, MCRingBuffer
 * and JCTools have taught since: each side keeps a copy of the other's position and looks at the
 * true one only when the copy says that there is nothing to do ({@link RingWriter}, {@link
 * RingReader}); positions, flags and frames lie 128 bytes apart, since processors fetch lines of 64
 * in pairs; positions are published with release and read with acquire, so that frames are there
 * when their position is; both sides publish as seldom as they may.
 *
 * <p><b>Frames</b> begin at multiples of eight with a word that holds their length and a check of
 * it. A frame lies in one piece, so that the reader can look at it where it is: one that would
 * reach beyond the end of the memory is put at its beginning, and a mark says so.
 *
 * <p><b>Sleeping</b> is Dekker's handshake. Who finds nothing to do spins for a while, says that it
 * is asleep, and only then looks once more; who publishes does so first and only then looks whether
 * the other is asleep. Between the two steps of each lies a full fence, so at least one of them
 * sees the other: no wake-up is lost, and while nobody sleeps none is sent. The flag is the futex's
 * word: the kernel compares it again before it lets a thread sleep. A spin that did not help is
 * halved the next time and one that would have helped is doubled, so that nobody burns a core
 * waiting for slow work.
 *
 * <p><b>Ends.</b> Either side may end the stream; the other reads what was published and then finds
 * the end, or is refused to write. A side whose process died ends nothing: whoever sees the death
 * calls {@link #end} for it. As a second line, a sleeper looks up four times a second and asks
 * whether its peer is alive. The peer is not trusted: positions and lengths that cannot be are
 * refused, and none can lead outside of this memory.
 */
final class Ring {
    /** What the positions and flags take. */
    static final int HEADER = 1024;

    /** What lies before each frame. */
    static final int WORD = Long.BYTES;

    private static final long WRITTEN = 0;
    private static final long READ = 128;
    private static final long READER_ASLEEP = 256;
    private static final long WRITER_ASLEEP = 384;
    private static final long ENDED = 512;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final MemorySegment header;
    private final MemorySegment readerAsleep;
    private final MemorySegment writerAsleep;
    private final MemorySegment frames;

    /**
     * A ring in memory that was all zeros when the first side came.
     *
     * @param header {@link #HEADER} bytes
     * @param frames a power of two of bytes
     */
    Ring(MemorySegment header, MemorySegment frames) {
        long bytes = frames.byteSize();
        if (bytes < 64 || bytes > 1 << 30 || Long.bitCount(bytes) != 1) {
            throw new IllegalArgumentException(
                    "a ring of " + bytes + " bytes; it must be a power of two, 64 to 2^30");
        }
        this.header = header;
        this.readerAsleep = header.asSlice(READER_ASLEEP, Integer.BYTES);
        this.writerAsleep = header.asSlice(WRITER_ASLEEP, Integer.BYTES);
        this.frames = frames;
    }

    MemorySegment frames() {
        return frames;
    }

    int capacity() {
        return (int) frames.byteSize();
    }

    long written() {
        return (long) LONG.getAcquire(header, WRITTEN);
    }

    long read() {
        return (long) LONG.getAcquire(header, READ);
    }

    /** Shows frames to the reader, and wakes it if it sleeps. */
    void publishWritten(long position) {
        LONG.setRelease(header, WRITTEN, position);
        wakeReader();
    }

    /** Gives room back to the writer, and wakes it if it sleeps. */
    void publishRead(long position) {
        LONG.setRelease(header, READ, position);
        wake(writerAsleep);
    }

    /** Wakes the reader if it sleeps, to look again at what it waits for. */
    void wakeReader() {
        wake(readerAsleep);
    }

    boolean ended() {
        return (int) INT.getAcquire(header, ENDED) != 0;
    }

    /** Ends the stream for both sides, and wakes them. What was published can still be read. */
    void end() {
        INT.setVolatile(header, ENDED, 1);
        wake(readerAsleep);
        wake(writerAsleep);
    }

    private static void wake(MemorySegment asleep) {
        VarHandle.fullFence();
        if ((int) INT.getOpaque(asleep, 0L) != 0 && (int) INT.getAndSet(asleep, 0L, 0) != 0) {
            Linux.wake(asleep);
        }
    }

    /** The word before a frame: its length, and a check that depends on it and is never zero. */
    static long word(int length) {
        return ((long) ~(length * 0x9E3779B1) << 32) | (length & 0xFFFF_FFFFL);
    }

    /** The sleep of the reader, until there is something to read. */
    Sleep readerSleep(Arena arena, BooleanSupplier alive) {
        return new Sleep(readerAsleep, Linux.time(arena), alive);
    }

    /** The sleep of the writer, until there is room. */
    Sleep writerSleep(Arena arena, BooleanSupplier alive) {
        return new Sleep(writerAsleep, Linux.time(arena), alive);
    }

    /** What a side waits for. */
    interface Ready {
        boolean look() throws IOException;
    }

    /** How one side waits. Not for several threads at once. */
    final class Sleep {
        /** How often a side looks before it sleeps; {@code hocket.spin} sets the most. */
        private static final int LONGEST_SPIN = longest();

        private static final int SHORTEST_SPIN = Math.min(50, LONGEST_SPIN);
        private static final int YIELD_EVERY = 200;
        private static final long LOOK_UP_NANOS = 250_000_000;

        /** A sleep shorter than this would have been a spin, had that been longer. */
        private static final long SHORT_NANOS = 150_000;

        private final MemorySegment asleep;
        private final MemorySegment time;
        private final BooleanSupplier alive;
        private int spin = LONGEST_SPIN;

        private Sleep(MemorySegment asleep, MemorySegment time, BooleanSupplier alive) {
            this.asleep = asleep;
            this.time = time;
            this.alive = alive;
        }

        /** Waits until what was waited for is there, the stream has ended, or the time is over. */
        @SuppressWarnings("ThreadPriorityCheck") // Yielding only makes it faster.
        void await(Ready ready, long nanos) throws IOException {
            for (int i = spin; i > 0; i--) {
                if (ready.look()) {
                    return;
                }
                if (i % YIELD_EVERY == 0) {
                    Thread.yield(); // The peer may wait for this very core.
                } else {
                    Thread.onSpinWait();
                }
            }
            long start = System.nanoTime();
            sleep(ready, start, nanos);
            adapt(System.nanoTime() - start);
        }

        private void sleep(Ready ready, long start, long nanos) throws IOException {
            long left = nanos;
            while (left > 0) {
                INT.setVolatile(asleep, 0L, 1);
                VarHandle.fullFence();
                if (ready.look() || ended()) {
                    INT.setVolatile(asleep, 0L, 0);
                    return;
                }
                Linux.await(asleep, 1, Math.min(left, LOOK_UP_NANOS), time);
                if ((int) INT.getAndSet(asleep, 0L, 0) != 0 && !alive.getAsBoolean()) {
                    end();
                }
                left = nanos - (System.nanoTime() - start);
            }
        }

        private void adapt(long slept) {
            spin =
                    slept < SHORT_NANOS
                            ? Math.min(LONGEST_SPIN, 2 * spin)
                            : Math.max(SHORTEST_SPIN, spin / 2);
        }

        /** On a single core nobody publishes while another spins. */
        private static int longest() {
            boolean alone = Runtime.getRuntime().availableProcessors() == 1;
            return Math.max(0, Integer.getInteger("hocket.spin", alone ? 0 : 2_000));
        }
    }
}
