package dev.hocket.link.socket;

import dev.hocket.link.FrameLink;
import dev.hocket.link.LinkOffer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a worker at a Unix domain socket. */
public final class SocketOffer implements LinkOffer {
    public static final String KIND = "socket";

    /** How long a worker may take to start; JVMs on a machine that swaps are slow. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int LOOK_MILLIS = 50;
    private final Path path;
    private final ServerSocketChannel server;

    private SocketOffer(Path path, ServerSocketChannel server) {
        this.path = path;
        this.server = server;
    }

    public static SocketOffer open(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), 1);
            server.configureBlocking(false);
            return new SocketOffer(path, server);
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    public static FrameLink connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new SocketLink(channel);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @Override
    public String address() {
        return KIND + ":" + path;
    }

    @Override
    public FrameLink accept(BooleanSupplier alive) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        try (Selector selector = server.provider().openSelector()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (System.nanoTime() - until < 0) {
                SocketChannel channel = server.accept();
                if (channel != null) {
                    return new SocketLink(channel);
                }
                if (!alive.getAsBoolean()) {
                    throw new IOException("the worker ended before it had opened its link");
                }
                selector.select(LOOK_MILLIS);
            }
        }
        throw new IOException(
                String.format(
                        Locale.ROOT,
                        "the worker did not open its link within %d s",
                        TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)));
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // The pool's folder is removed completely as well.
        }
    }
}
