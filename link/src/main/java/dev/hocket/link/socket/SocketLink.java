package dev.hocket.link.socket;

import dev.hocket.link.FrameLink;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FrameLink} over a stream socket: each frame after its length.
 *
 * <p>The channel does not block. The reader and the writer each wait at a selector of their own,
 * because a selector can be woken and a blocking read cannot.
 */
final class SocketLink implements FrameLink {
    private static final int LARGEST = 256 << 10;
    private static final int HEADER = Integer.BYTES;
    private final SocketChannel channel;
    private final Selector reading;
    private final Selector writing;
    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST + HEADER);
    private final ByteBuffer in = ByteBuffer.allocateDirect(2 * (LARGEST + HEADER));
    private boolean atEnd;
    private volatile boolean gone;
    private volatile boolean closed;

    /** Where the bytes that were read and not yet given start. */
    private int given;

    SocketLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.reading = channel.provider().openSelector();
        this.writing = channel.provider().openSelector();
        channel.register(reading, SelectionKey.OP_READ);
        channel.register(writing, SelectionKey.OP_WRITE);
    }

    @Override
    public int largest() {
        return LARGEST;
    }

    @Override
    public void write(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        if (length > LARGEST) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a frame of %d bytes: must have at most %d",
                            length,
                            LARGEST));
        }
        if (out.remaining() < length + HEADER) {
            flush();
        }
        out.putInt(length).put(frame);
    }

    @Override
    public void flush() throws IOException {
        out.flip();
        try {
            while (out.hasRemaining()) {
                if (gone) {
                    throw new EOFException("the process at the other end of the link is gone");
                }
                if (channel.write(out) == 0) {
                    writing.select();
                    writing.selectedKeys().clear();
                }
            }
        } finally {
            out.compact();
        }
    }

    @Override
    public @Nullable ByteBuffer poll() throws IOException {
        ByteBuffer frame = whole();
        if (frame == null && fill()) {
            frame = whole();
        }
        return frame;
    }

    @Override
    public @Nullable ByteBuffer read(long nanos) throws IOException {
        ByteBuffer frame = poll();
        if (frame != null || ended()) {
            return frame;
        }
        // Rounded up: select(0) would wait forever.
        reading.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        if (!reading.isOpen()) {
            throw new IOException("the link is closed");
        }
        reading.selectedKeys().clear();
        return poll();
    }

    /** The next frame of what has been read, if it is there to its end. */
    private @Nullable ByteBuffer whole() throws IOException {
        int length = in.position() - given < HEADER ? -1 : in.getInt(given);
        if (length < 0 || in.position() - given - HEADER < length) {
            if (length > LARGEST || (length < 0 && in.position() - given >= HEADER)) {
                throw new IOException(
                        String.format(
                                Locale.ROOT, "the link is damaged: a frame of %d bytes", length));
            }
            return null;
        }
        ByteBuffer frame = in.slice(given + HEADER, length);
        given += HEADER + length;
        return frame;
    }

    /** Reads what there is; whether there was anything. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the link is closed");
        }
        if (given == in.position()) {
            in.clear();
            given = 0;
        } else if (in.capacity() - given < LARGEST + HEADER) {
            in.flip().position(given);
            in.compact();
            given = 0;
        }
        int read;
        try {
            read = channel.read(in);
        } catch (IOException reset) {
            if (closed) {
                throw reset;
            }
            read = -1; // reset by the end of the other process
        }
        atEnd |= read < 0 || (read == 0 && gone);
        return read > 0;
    }

    @Override
    public boolean ended() {
        return atEnd;
    }

    @Override
    public void wakeUp() {
        reading.wakeup();
    }

    @Override
    public void otherGone() {
        gone = true;
        reading.wakeup();
        writing.wakeup();
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(channel);
        closeQuietly(reading);
        closeQuietly(writing);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception _) {
            // Nothing is left to be lost.
        }
    }
}
