package dev.hocket.http;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections that wait for their next use, by host, and the buffers that exchanges use in turn.
 * The last one given back is used first: it is the likeliest to be alive.
 */
final class ConnectionPool {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SPARE_BUFFERS = 256;

    private final Map<String, ArrayDeque<SocketConnection>> idle = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger spares = new AtomicInteger();
    private final int idlePerHost;
    private final long idleNanos;
    private volatile boolean closed;

    ConnectionPool(ClientSettings settings) {
        this.idlePerHost = settings.idlePerHost();
        this.idleNanos = settings.idleTimeout().toNanos();
    }

    /** A connection that seems alive, or null. */
    @Nullable SocketConnection take(String host) {
        while (true) {
            SocketConnection[] found = new SocketConnection[1];
            idle.computeIfPresent(
                    host,
                    (_, all) -> {
                        found[0] = all.pollFirst();
                        return all.isEmpty() ? null : all;
                    });
            SocketConnection connection = found[0];
            if (connection == null) {
                return null;
            }
            if (System.nanoTime() - connection.idleSince < idleNanos && connection.isQuiet()) {
                return connection;
            }
            connection.close();
        }
    }

    /** Keeps a connection whose last answer is whole. */
    void give(SocketConnection connection) {
        connection.used = true;
        connection.idleSince = System.nanoTime();
        idle.compute(
                connection.host(),
                (_, present) -> {
                    ArrayDeque<SocketConnection> all =
                            present == null ? new ArrayDeque<>() : present;
                    if (closed || all.size() >= idlePerHost) {
                        connection.close();
                    } else {
                        all.addFirst(connection);
                    }
                    return all.isEmpty() ? null : all;
                });
    }

    /** Closes the connections that waited too long. */
    void sweep() {
        long now = System.nanoTime();
        for (String host : idle.keySet()) {
            idle.computeIfPresent(
                    host,
                    (_, all) -> {
                        while (!all.isEmpty() && now - all.getLast().idleSince >= idleNanos) {
                            all.removeLast().close();
                        }
                        return all.isEmpty() ? null : all;
                    });
        }
    }

    /** An empty buffer. */
    ByteBuffer buffer() {
        ByteBuffer buffer = spare.poll();
        if (buffer == null) {
            return ByteBuffer.allocateDirect(BUFFER_BYTES);
        }
        spares.decrementAndGet();
        return buffer.clear();
    }

    /** Takes a buffer back that nobody uses any more. */
    void spare(ByteBuffer buffer) {
        if (spares.incrementAndGet() <= SPARE_BUFFERS) {
            spare.add(buffer);
        } else {
            spares.decrementAndGet();
        }
    }

    void close() {
        closed = true;
        List.copyOf(idle.keySet())
                .forEach(host -> {
                    ArrayDeque<SocketConnection> all = idle.remove(host);
                    if (all != null) {
                        all.forEach(SocketConnection::close);
                    }
                });
    }
}
