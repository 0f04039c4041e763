package dev.hocket.link.ring;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a {@link FrameRing}: one thread at a time. Room is given back to the writer a
 * quarter of the ring at a time, and always before waiting.
 */
final class RingReader {
    private final FrameRing ring;
    private final FrameRing.Sleep sleep;
    private final int capacity;
    private final ByteBuffer words;
    private final ByteBuffer bytes;

    /** Where the next frame begins, and the one that was given last ends. */
    private long position;

    private long published;

    /** The writer's position when last looked at. */
    private long written;

    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean atEnd;

    RingReader(FrameRing ring, BooleanSupplier alive) {
        this.ring = ring;
        ring.readerWakes();
        this.sleep = ring.readerSleep(alive);
        this.capacity = ring.capacity();
        this.words = ring.frames();
        this.bytes = words.asReadOnlyBuffer();
        this.position = ring.read();
        this.published = position;
        this.written = position;
    }

    /** Whether the stream has ended and all of it was read. */
    boolean atEnd() {
        return atEnd;
    }

    /** Lets a wait, or else the next one, end. */
    void wakeUp() {
        woken.set(true);
        ring.wakeReader();
    }

    /** The next frame if it is there, in the ring's memory, until the next call. */
    @Nullable ByteBuffer poll() throws IOException {
        if (position - published >= capacity / 4) {
            release();
        }
        while (position != written || more()) {
            int start = (int) position & (capacity - 1);
            long word = words.getLong(start);
            int length = (int) word;
            if (word != FrameRing.word(length)) {
                return none(word);
            }
            if (length == -1) {
                skip(capacity - start, capacity);
            } else {
                skip(
                        FrameRing.WORD + (((long) length + FrameRing.WORD - 1) & -FrameRing.WORD),
                        capacity - start);
                return bytes.slice(start + FrameRing.WORD, length);
            }
        }
        return null;
    }

    /**
     * The next frame, as {@link #poll}, for which it waits; {@code null} if woken, late or ended.
     */
    @Nullable ByteBuffer read(long nanos) throws IOException {
        ByteBuffer frame = poll();
        if (frame != null || atEnd) {
            return frame;
        }
        release();
        if (!woken.get()) {
            sleep.await(() -> woken.get() || look(), nanos);
        }
        woken.getAndSet(false);
        return poll();
    }

    private boolean more() throws IOException {
        // What was published before the end counts: the end is looked at first.
        boolean ended = ring.ended();
        if (look()) {
            return true;
        }
        atEnd = ended;
        return false;
    }

    /** Where a frame should begin is none: its pages were given back after the end, or worse. */
    private @Nullable ByteBuffer none(long word) throws IOException {
        if (word != 0 || !ring.ended()) {
            throw new IOException("the link is damaged: no frame at " + position);
        }
        atEnd = true;
        return null;
    }

    private void skip(long count, int most) throws IOException {
        if (count < FrameRing.WORD || count > Math.min(most, written - position)) {
            throw new IOException(
                    String.format(Locale.ROOT, "the link is damaged: a frame of %d bytes", count));
        }
        position += count;
    }

    private void release() {
        if (position != published) {
            published = position;
            ring.publishRead(position);
        }
    }

    private boolean look() throws IOException {
        long now = ring.written();
        if (now < written || now - position > capacity) {
            throw new IOException("the link is damaged: its writer cannot be at " + now);
        }
        written = now;
        return now != position;
    }
}
