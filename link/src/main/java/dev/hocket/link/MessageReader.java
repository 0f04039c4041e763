package dev.hocket.link;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link MessageWriter} wrote. Used by one thread at a time. */
public final class MessageReader {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private final FrameLink link;
    private final @Nullable CRC32C sum;
    private @Nullable ByteBuffer frame;

    /** A frame that has come and is not looked at yet. */
    private @Nullable ByteBuffer ahead;

    private boolean last;

    public MessageReader(FrameLink link, boolean checked) {
        this.link = link;
        this.sum = checked ? new CRC32C() : null;
    }

    /** Waits for the next message; false if none can come any more. */
    public boolean next() throws IOException {
        ByteBuffer got = frame();
        if (got == null) {
            return false;
        }
        take(got);
        return true;
    }

    /** Waits so long at most for the next message; whether it is there, or none can come. */
    public boolean arrives(long nanos) throws IOException {
        if (ahead == null) {
            ahead = link.read(nanos);
        }
        return ahead != null || link.ended();
    }

    private @Nullable ByteBuffer frame() throws IOException {
        ByteBuffer got = ahead == null ? link.poll() : ahead;
        ahead = null;
        while (got == null && !link.ended()) {
            got = link.read(LOOK_NANOS);
        }
        return got;
    }

    private void take(ByteBuffer got) throws IOException {
        if (sum != null) {
            int end = got.limit() - Integer.BYTES;
            int expected = got.getInt(end);
            sum.reset();
            sum.update(got.limit(end));
            got.position(0);
            if (expected != (int) sum.getValue()) {
                throw new IOException("the link is damaged: a frame's checksum does not match");
            }
        }
        byte kind = got.get();
        if (kind != MessageWriter.LAST && kind != MessageWriter.MORE) {
            throw new IOException("the link is damaged: a frame of kind " + kind);
        }
        last = kind == MessageWriter.LAST;
        frame = got;
    }

    private ByteBuffer holding(int bytes) throws IOException {
        ByteBuffer now = Objects.requireNonNull(frame, "next() comes first");
        if (now.remaining() >= bytes) {
            return now;
        }
        if (now.hasRemaining() || last) {
            throw new IOException("the link is damaged: a message is cut short");
        }
        ByteBuffer got = frame();
        if (got == null) {
            throw new EOFException("the link ended in the middle of a message");
        }
        take(got);
        return holding(bytes);
    }

    public byte get() throws IOException {
        return holding(1).get();
    }

    public int getInt() throws IOException {
        return holding(Integer.BYTES).getInt();
    }

    public long getLong() throws IOException {
        return holding(Long.BYTES).getLong();
    }

    /** Takes as many bytes as there is room for. */
    public void get(MemorySegment into) throws IOException {
        long at = 0;
        long end = into.byteSize();
        while (at < end) {
            ByteBuffer from = holding(1);
            int part = (int) Math.min(end - at, from.remaining());
            MemorySegment.copy(MemorySegment.ofBuffer(from), 0, into, at, part);
            from.position(from.position() + part);
            at += part;
        }
    }

    public byte[] getBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        get(MemorySegment.ofArray(bytes));
        return bytes;
    }
}
