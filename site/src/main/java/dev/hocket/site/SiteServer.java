package dev.hocket.site;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A site that is being served. Safe for use by several threads. */
public final class SiteServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final long JOIN_MILLIS = 5000;
    private final SiteState state;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final ConnectionAcceptor acceptor;
    private final List<SelectorLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private SiteServer(SiteState state, ServerSocketChannel listener) throws IOException {
        this.state = state;
        this.listener = listener;
        this.address = (InetSocketAddress) listener.getLocalAddress();
        Site site = state.settings();
        int each = Math.ceilDiv(site.connections(), site.threads());
        for (int i = 0; i < site.threads(); i++) {
            SelectorLoop loop = new SelectorLoop(state, each);
            loops.add(loop);
            threads.add(
                    Thread.ofPlatform().daemon().name("hocket-host-" + (i + 1)).unstarted(loop));
        }
        this.acceptor = new ConnectionAcceptor(listener, loops);
    }

    static SiteServer start(SiteState state) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(state.settings().socketAddress(), BACKLOG);
            SiteServer server = new SiteServer(state, listener);
            server.threads.forEach(Thread::start);
            return server;
        } catch (BindException inUse) {
            listener.close();
            throw new IOException(
                    "cannot listen on %s (%s); choose another port, or 0 for any free port"
                            .formatted(state.settings().socketAddress(), inUse.getMessage()),
                    inUse);
        } catch (IOException | RuntimeException failed) {
            listener.close();
            throw failed;
        }
    }

    /** The port. */
    public int port() {
        return address.getPort();
    }

    /** The root URL of the site; if it listens on all addresses, the URL for this machine. */
    public URI uri() {
        String host =
                address.getAddress().isAnyLocalAddress()
                        ? "127.0.0.1"
                        : address.getAddress().getHostAddress();
        String literal = host.indexOf(':') < 0 ? host : "[" + host.replaceFirst("%.*", "") + "]";
        return URI.create("http://" + literal + ":" + port() + "/");
    }

    /** The number of requests that were answered. */
    public long requests() {
        return state.requests();
    }

    /** Closes all connections and ends its threads; responses in progress are cut off. */
    @Override
    public void close() {
        acceptor.stop();
        loops.forEach(SelectorLoop::stop);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return listener.isOpen() ? "site at " + uri() : "site, closed";
    }
}
