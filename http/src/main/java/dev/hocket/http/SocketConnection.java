package dev.hocket.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * A connection to a server. A channel and not a socket: an interrupt ends what it waits for on
 * platform threads as well, and it fills direct buffers, which files take without a copy.
 */
final class SocketConnection implements TimedWait {
    private final String host;
    private final SocketChannel channel;
    private final StallWatchdog watch;
    private volatile long until;
    private volatile boolean gaveUp;

    /** When it was last given back, by {@link System#nanoTime}. */
    long idleSince;

    /** Whether it has carried an exchange before. */
    boolean used;

    private SocketConnection(String host, SocketChannel channel, StallWatchdog watch) {
        this.host = host;
        this.channel = channel;
        this.watch = watch;
    }

    /**
     * Connects.
     *
     * @param host the key of the pool
     */
    static SocketConnection open(
            String host, SocketAddress address, long nanos, StallWatchdog watch)
            throws IOException {
        SocketConnection connection = new SocketConnection(host, SocketChannel.open(), watch);
        watch.add(connection);
        try {
            connection.until = later(nanos);
            connection.channel.connect(address);
            connection.until = 0;
            connection.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return connection;
        } catch (IOException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private static long later(long nanos) {
        long time = System.nanoTime() + nanos;
        return time == 0 ? 1 : time;
    }

    String host() {
        return host;
    }

    void write(ByteBuffer bytes, long nanos) throws IOException {
        until = later(nanos);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        until = 0;
    }

    /** Reads what is there, waiting for the first byte; -1 at the end. */
    int read(ByteBuffer into, long nanos) throws IOException {
        until = later(nanos);
        int count = channel.read(into);
        until = 0;
        return count;
    }

    /** Whether nothing came since the last answer, as nothing should have. */
    boolean isQuiet() {
        try {
            return channel.socket().getInputStream().available() == 0;
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public long until() {
        return until;
    }

    @Override
    public void giveUp() {
        gaveUp = true;
        close();
    }

    /** Whether an exception is there because the wait was ended, and not by an interrupt. */
    boolean gaveUp(IOException failure) {
        return gaveUp
                && failure instanceof ClosedChannelException
                && !(failure instanceof ClosedByInterruptException);
    }

    /** Whether an exception is there because the thread was interrupted. */
    static boolean interrupted(IOException failure) {
        return failure instanceof ClosedByInterruptException
                || (failure instanceof AsynchronousCloseException
                        && Thread.currentThread().isInterrupted());
    }

    /** Whether the client was closed, which ends all waits. */
    boolean isClientClosed() {
        return watch.isClosed();
    }

    void close() {
        watch.remove(this);
        try {
            channel.close();
        } catch (IOException gone) {
            // nothing is left to let go of
        }
    }
}
