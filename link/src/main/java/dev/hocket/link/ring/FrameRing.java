package dev.hocket.link.ring;

import dev.hocket.link.memory.SharedWords;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a one-way stream of frames from one thread to another, in one process or two: two
 * positions that only grow, and a buffer whose size is a power of two.
 *
 * <p>This is Lamport's queue with one writer and one reader, with the improvements of FastForward,
 * MCRingBuffer and JCTools: each side keeps a copy of the other's position and reads the true one
 * only if the copy shows no work ({@link RingWriter}, {@link RingReader}); positions, flags and
 * frames are 128 bytes apart, since processors fetch lines of 64 bytes in pairs; positions are
 * published with release and read with acquire, so that frames are visible when their position is;
 * both sides publish as rarely as possible.
 *
 * <p><b>Frames</b> begin at multiples of eight with a word that contains their length and a check
 * of it. A frame is contiguous, so that the reader can read it in place: a frame that would extend
 * beyond the end of the memory is put at its beginning, and a mark says so.
 *
 * <p><b>Sleeping</b> is Dekker's handshake. A side that finds no work spins for a while, sets its
 * flag that it is asleep, and then checks once more. A side that publishes does so first, and then
 * checks whether the other is asleep. Each has a full fence between the two steps, so at least one
 * of them sees the other: no wake-up is lost, and none is sent while both are awake. The flag is
 * the futex's word: the kernel compares it again before it lets a thread sleep. A spin that did not
 * help is halved the next time, and one that would have helped is doubled, so that a side does not
 * waste a core while it waits for slow work.
 *
 * <p><b>Ends.</b> Either side may end the stream; the other reads what was published and then finds
 * the end, or cannot write any more. A side whose process died does not end it: the thread that
 * notices the death calls {@link #end} for it. As a fallback, a sleeper wakes up four times a
 * second and checks whether its peer is alive. A process that has just started links its futexes
 * only after its first answer, since that takes longer than the rest of its start; until a side has
 * declared that it can wake the other, the other polls every 50 µs instead of sleeping. The peer is
 * not trusted: impossible positions and lengths are refused, and none can lead outside of this
 * memory.
 */
public final class FrameRing {
    /** What the positions and flags take. */
    static final int HEADER = 1024;

    /** What lies before each frame. */
    static final int WORD = Long.BYTES;

    private static final int WRITTEN = 0;
    private static final int READ = 128;
    private static final int READER_ASLEEP = 256;
    private static final int WRITER_ASLEEP = 384;
    private static final int ENDED = 512;
    private static final int WAKES_READER = 640;
    private static final int WAKES_WRITER = 768;

    /** Whether this process has what it takes to sleep and to wake. */
    private static volatile boolean futexes;

    /** Another one only in tests, which set it before there is a ring. */
    static Futex futex = new Futex();

    private final ByteBuffer header;
    private final ByteBuffer frames;

    /**
     * A ring in memory that was all zeros when the first side came.
     *
     * @param header {@link #HEADER} bytes
     * @param frames a power of two of bytes
     */
    FrameRing(ByteBuffer header, ByteBuffer frames) {
        int bytes = frames.capacity();
        if (bytes < 64 || bytes > 1 << 30 || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException(
                    "a ring of " + bytes + " bytes; it must be a power of two, 64 to 2^30");
        }
        this.header = SharedWords.of(header);
        this.frames = SharedWords.of(frames);
    }

    ByteBuffer frames() {
        return frames;
    }

    int capacity() {
        return frames.capacity();
    }

    long written() {
        return (long) SharedWords.LONG.getAcquire(header, WRITTEN);
    }

    long read() {
        return (long) SharedWords.LONG.getAcquire(header, READ);
    }

    /** Shows frames to the reader, and wakes it if it sleeps. */
    void publishWritten(long position) {
        SharedWords.LONG.setRelease(header, WRITTEN, position);
        wakeReader();
    }

    /** Gives room back to the writer, and wakes it if it sleeps. */
    void publishRead(long position) {
        SharedWords.LONG.setRelease(header, READ, position);
        wake(WRITER_ASLEEP);
    }

    /** Wakes the reader if it sleeps, to look again at what it waits for. */
    void wakeReader() {
        wake(READER_ASLEEP);
    }

    boolean ended() {
        return (int) SharedWords.INT.getAcquire(header, ENDED) != 0;
    }

    /** Ends the stream for both sides, and wakes them. What was published can still be read. */
    void end() {
        SharedWords.INT.setVolatile(header, ENDED, 1);
        wake(READER_ASLEEP);
        wake(WRITER_ASLEEP);
    }

    /** Looks for what it takes to sleep and to wake, which takes tens of milliseconds. */
    static boolean findFutexes() {
        futexes = futex.works();
        return futexes;
    }

    /** Says that the writer will wake the reader, if it can by now. */
    void writerWakes() {
        if (futexes) {
            SharedWords.INT.setVolatile(header, WAKES_READER, 1);
        }
    }

    /** Says that the reader will wake the writer, if it can by now. */
    void readerWakes() {
        if (futexes) {
            SharedWords.INT.setVolatile(header, WAKES_WRITER, 1);
        }
    }

    /** Waits for a moment without a futex; not shortened by an interrupt, which stays. */
    public static void nap(long nanos) {
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(nanos);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private MemorySegment flag(int at) {
        return MemorySegment.ofBuffer(header).asSlice(at, Integer.BYTES);
    }

    private void wake(int asleep) {
        if (!futexes) {
            return; // nobody sleeps who was not told that this process wakes
        }
        VarHandle.fullFence();
        if ((int) SharedWords.INT.getOpaque(header, asleep) != 0
                && (int) SharedWords.INT.getAndSet(header, asleep, 0) != 0) {
            futex.wake(flag(asleep));
        }
    }

    /** The word before a frame: its length, and a check that depends on it and is never zero. */
    static long word(int length) {
        return ((long) ~(length * 0x9E3779B1) << 32) | (length & 0xFFFF_FFFFL);
    }

    /** The sleep of the reader, until there is something to read. */
    Sleep readerSleep(BooleanSupplier alive) {
        return new Sleep(READER_ASLEEP, WAKES_READER, alive);
    }

    /** The sleep of the writer, until there is room. */
    Sleep writerSleep(BooleanSupplier alive) {
        return new Sleep(WRITER_ASLEEP, WAKES_WRITER, alive);
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

        private static final long NAP_NANOS = 50_000;

        private final int asleep;
        private final int wakes;
        private final BooleanSupplier alive;
        private int spin = LONGEST_SPIN;

        /** The futex's word, and a time for it; not before it is used, for the start's sake. */
        private @Nullable MemorySegment word;

        private @Nullable MemorySegment time;

        private Sleep(int asleep, int wakes, BooleanSupplier alive) {
            this.asleep = asleep;
            this.wakes = wakes;
            this.alive = alive;
        }

        /** Waits until what was waited for is there, the stream has ended, or the time is over. */
        @SuppressWarnings("ThreadPriorityCheck") // Yielding only makes it faster.
        void await(Ready ready, long nanos) throws IOException {
            // Not while it starts: its code is interpreted, and the peer is slow as well.
            for (int i = futexes ? spin : SHORTEST_SPIN; i > 0; i--) {
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
            long left = doze(ready, start, nanos);
            while (left > 0) {
                SharedWords.INT.setVolatile(header, asleep, 1);
                VarHandle.fullFence();
                if (ready.look() || ended()) {
                    SharedWords.INT.setVolatile(header, asleep, 0);
                    return;
                }
                if (word == null || time == null) {
                    word = flag(asleep);
                    time = Arena.ofAuto().allocate(2L * Long.BYTES, Long.BYTES);
                }
                futex.await(word, 1, Math.min(left, LOOK_UP_NANOS), time);
                if ((int) SharedWords.INT.getAndSet(header, asleep, 0) != 0
                        && !alive.getAsBoolean()) {
                    end();
                }
                left = nanos - (System.nanoTime() - start);
            }
        }

        /** Until both sides have found their futexes, looks again and again; what time is left. */
        private long doze(Ready ready, long start, long nanos) throws IOException {
            long left = nanos;
            long looked = start;
            while (left > 0
                    && !(futexes && (int) SharedWords.INT.getVolatile(header, wakes) != 0)) {
                if (ready.look() || ended()) {
                    return 0;
                }
                nap(Math.min(left, NAP_NANOS));
                long now = System.nanoTime();
                if (now - looked > LOOK_UP_NANOS) {
                    looked = now;
                    if (!alive.getAsBoolean()) {
                        end();
                    }
                }
                left = nanos - (now - start);
            }
            return left;
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
