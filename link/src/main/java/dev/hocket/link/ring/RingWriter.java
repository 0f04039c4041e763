package dev.hocket.link.ring;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * The writing side of a {@link FrameRing}: one thread at a time. Frames reach the reader when
 * flushed, or when they fill a quarter of the ring.
 */
final class RingWriter {
    private final FrameRing ring;
    private final FrameRing.Sleep sleep;
    private final int capacity;
    private final ByteBuffer words;
    private long position;
    private long published;

    /** The reader's position when last looked at. */
    private long read;

    /** How much room a write waits for. */
    private long wanted;

    RingWriter(FrameRing ring, BooleanSupplier alive) {
        this.ring = ring;
        ring.writerWakes();
        this.sleep = ring.writerSleep(alive);
        this.capacity = ring.capacity();
        this.words = ring.frames();
        this.position = ring.written();
        this.published = position;
        this.read = ring.read();
    }

    /**
     * Copies a frame into the ring, waiting for room.
     *
     * @throws EOFException if either side has ended the stream
     */
    void write(ByteBuffer frame) throws IOException {
        if (ring.ended()) {
            throw ended();
        }
        int length = frame.remaining();
        int whole = FrameRing.WORD + ((length + FrameRing.WORD - 1) & -FrameRing.WORD);
        int start = start();
        if (start + whole > capacity) {
            room(capacity - start);
            words.putLong(start, FrameRing.word(-1));
            position += capacity - start;
            start = 0;
        }
        room(whole);
        words.putLong(start, FrameRing.word(length));
        words.put(start + FrameRing.WORD, frame, frame.position(), length);
        frame.position(frame.limit());
        position += whole;
        if (position - published >= capacity / 4) {
            flush();
        }
    }

    private int start() {
        return (int) position & (capacity - 1);
    }

    /** Shows the reader all that was written. */
    void flush() {
        if (position != published) {
            published = position;
            ring.publishWritten(position);
        }
    }

    private void room(int room) throws IOException {
        wanted = room;
        if (position + room - read > capacity && !look()) {
            flush();
            while (!look()) {
                if (ring.ended()) {
                    throw ended();
                }
                sleep.await(this::look, Long.MAX_VALUE);
            }
        }
    }

    private static EOFException ended() {
        return new EOFException("the other end of the link has closed, or its process is gone");
    }

    private boolean look() throws IOException {
        long now = ring.read();
        if (now < read || now > published) {
            throw new IOException("the link is damaged: its reader cannot be at " + now);
        }
        read = now;
        return position + wanted - read <= capacity;
    }
}
