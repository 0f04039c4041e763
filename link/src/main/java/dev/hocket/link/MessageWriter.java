package dev.hocket.link;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of any size into a link's frames. Each frame begins with a byte that says whether
 * more of the message follows, and ends with a checksum where assertions are on. Numbers are never
 * split. Used by one thread at a time.
 */
public final class MessageWriter {
    static final byte LAST = 1;
    static final byte MORE = 2;

    /** Whether frames carry checksums; the same on both sides, as the worker is told. */
    public static final boolean CHECKED = MessageWriter.class.desiredAssertionStatus();

    private final FrameLink link;
    private final @Nullable CRC32C sum;
    private final ByteBuffer frame;

    /** All of the frame. */
    private final MemorySegment memory;

    public MessageWriter(FrameLink link, boolean checked) {
        this.link = link;
        this.sum = checked ? new CRC32C() : null;
        this.frame = ByteBuffer.allocateDirect(link.largest());
        this.memory = MemorySegment.ofBuffer(frame);
        reset();
    }

    private void reset() {
        frame.clear().limit(frame.capacity() - (sum == null ? 0 : Integer.BYTES)).position(1);
    }

    private void send(byte kind) throws IOException {
        frame.put(0, kind);
        frame.flip();
        if (sum != null) {
            int end = frame.limit();
            sum.reset();
            sum.update(frame);
            frame.limit(end + Integer.BYTES).putInt(end, (int) sum.getValue());
            frame.position(0);
        }
        link.write(frame);
        reset();
    }

    private void room(int bytes) throws IOException {
        if (frame.remaining() < bytes) {
            send(MORE);
        }
    }

    /** Ends the message; it may stay in the link until {@link #flush}. */
    public void end() throws IOException {
        send(LAST);
    }

    public void flush() throws IOException {
        link.flush();
    }

    public MessageWriter put(byte value) throws IOException {
        room(1);
        frame.put(value);
        return this;
    }

    public MessageWriter putInt(int value) throws IOException {
        room(Integer.BYTES);
        frame.putInt(value);
        return this;
    }

    public MessageWriter putLong(long value) throws IOException {
        room(Long.BYTES);
        frame.putLong(value);
        return this;
    }

    /** A byte and a number in one frame. */
    public MessageWriter put(byte tag, long value) throws IOException {
        room(1 + Long.BYTES);
        frame.put(tag).putLong(value);
        return this;
    }

    /** Bytes as they lie in memory, which is the same on both sides. */
    public MessageWriter put(MemorySegment bytes) throws IOException {
        long at = 0;
        long end = bytes.byteSize();
        while (at < end) {
            room(1);
            int part = (int) Math.min(end - at, frame.remaining());
            MemorySegment.copy(bytes, at, memory, frame.position(), part);
            frame.position(frame.position() + part);
            at += part;
        }
        return this;
    }
}
