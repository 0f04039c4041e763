package dev.hocket.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * One use of a connection: its bytes in order, and the one end of it, back into the pool or closed.
 */
final class SocketExchange {
    private final URI uri;
    private final ConnectionPool pool;
    private final long stallNanos;
    private @Nullable SocketConnection connection;
    private @Nullable ByteBuffer buffer;

    /** How many bytes the server has sent. */
    private long received;

    /** Whether the connection may serve again. */
    boolean reusable = true;

    SocketExchange(URI uri, SocketConnection connection, ConnectionPool pool, long stallNanos) {
        this.uri = uri;
        this.connection = connection;
        this.pool = pool;
        this.stallNanos = stallNanos;
        this.buffer = pool.buffer();
    }

    URI uri() {
        return uri;
    }

    /** Whether not a byte of the answer has come. */
    boolean isUnanswered() {
        return received == 0;
    }

    /** Sends the head of a request. */
    void send(String head) throws IOException {
        SocketConnection to = open();
        ByteBuffer bytes = bytes();
        int length = head.length();
        if (length > bytes.capacity()) {
            bytes = ByteBuffer.allocate(length);
        }
        bytes.clear();
        for (int i = 0; i < length; i++) {
            bytes.put((byte) head.charAt(i));
        }
        to.write(bytes.flip(), stallNanos);
        bytes().clear().limit(0);
    }

    /** The bytes that are there and not yet read, at least one; null at the end of the stream. */
    @Nullable ByteBuffer bytesRead() throws IOException {
        ByteBuffer bytes = bytes();
        if (bytes.hasRemaining()) {
            return bytes;
        }
        SocketConnection from = open();
        bytes.clear();
        try {
            int count = from.read(bytes, stallNanos);
            received += Math.max(0, count);
            bytes.flip();
            return count < 0 ? null : bytes;
        } catch (IOException failed) {
            bytes.limit(0);
            throw failed;
        }
    }

    /** The next byte, or -1 at the end of the stream. */
    int next() throws IOException {
        ByteBuffer bytes = bytesRead();
        return bytes == null ? -1 : bytes.get() & 0xff;
    }

    /** The next bytes of a body, at most {@code most}; null at the end of the stream. */
    @Nullable ByteBuffer slice(long most) throws IOException {
        ByteBuffer bytes;
        try {
            bytes = bytesRead();
        } catch (IOException failed) {
            throw inBody(failed);
        }
        if (bytes == null) {
            return null;
        }
        int count = (int) Math.min(most, bytes.remaining());
        ByteBuffer slice = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        return slice;
    }

    /** How many bytes can be read without waiting. */
    int buffered() {
        return buffer == null ? 0 : buffer.remaining();
    }

    /** The failure to tell of one while a body is read. */
    IOException inBody(IOException failed) {
        SocketConnection from = connection;
        close();
        if (SocketConnection.interrupted(failed)) {
            Thread.interrupted();
            return new InterruptedIOException(HttpFailures.shown(uri) + ": interrupted");
        }
        if (from != null && from.gaveUp(failed)) {
            return from.isClientClosed()
                    ? Client.closed(uri)
                    : HttpFailures.stalled(uri, stallNanos);
        }
        return failed instanceof HttpException ? failed : HttpFailures.broken(uri, failed);
    }

    /** The answer has ended; what follows it belongs to nobody. */
    void end() {
        SocketConnection done = connection;
        if (done != null) {
            if (reusable && buffered() == 0) {
                release();
                pool.give(done);
            } else {
                close();
            }
        }
    }

    /** Gives the connection up. */
    void close() {
        SocketConnection done = connection;
        if (done != null) {
            release();
            done.close();
        }
    }

    private void release() {
        connection = null;
        if (buffer != null) {
            pool.spare(buffer);
            buffer = null;
        }
    }

    boolean isOver() {
        return connection == null;
    }

    private SocketConnection open() throws IOException {
        if (connection == null) {
            throw new IOException(HttpFailures.shown(uri) + ": the response was closed");
        }
        return connection;
    }

    private ByteBuffer bytes() throws IOException {
        if (buffer == null) {
            throw new IOException(HttpFailures.shown(uri) + ": the response was closed");
        }
        return buffer;
    }
}
