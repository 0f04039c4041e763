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

    private static final int SCRATCH = 1 << 13;
    private final FrameLink link;
    private final @Nullable CRC32C sum;

    /** For pieces of texts; made before it is needed, as memory may be short then. */
    private final byte[] scratch = new byte[SCRATCH];

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

    /** The characters of a text of Latin-1, a byte each, without a copy of the whole. */
    @SuppressWarnings("deprecation") // the low byte of each is all that there is
    public MessageWriter putLatin(String text) throws IOException {
        int length = text.length();
        for (int at = 0; at < length; ) {
            room(1);
            int part = Math.min(Math.min(length - at, scratch.length), frame.remaining());
            text.getBytes(at, at + part, scratch, 0);
            frame.put(scratch, 0, part);
            at += part;
        }
        return this;
    }

    /** The characters of a text as they lie in memory, without a copy of the whole. */
    public MessageWriter putChars(String text) throws IOException {
        int length = text.length();
        char[] chars = new char[Math.min(length, SCRATCH)];
        MemorySegment piece = MemorySegment.ofArray(chars);
        for (int at = 0; at < length; ) {
            int part = Math.min(length - at, chars.length);
            text.getChars(at, at + part, chars, 0);
            put(piece.asSlice(0, (long) part * Character.BYTES));
            at += part;
        }
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
