package dev.hocket.site;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes new connections, and hands them to the loops in turns, on a thread of its own. */
final class ConnectionAcceptor implements Runnable {
    private static final System.Logger LOG = System.getLogger("dev.hocket.site");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private final ServerSocketChannel listener;
    private final List<SelectorLoop> loops;

    ConnectionAcceptor(ServerSocketChannel listener, List<SelectorLoop> loops) {
        this.listener = listener;
        this.loops = loops;
    }

    @Override
    public void run() {
        int next = 0;
        boolean said = false;
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                loops.get(next).adopt(channel);
                next = (next + 1) % loops.size();
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException failed) {
                if (!listener.isOpen()) {
                    return;
                }
                // Too many open files, as a rule: the connections there are must not suffer.
                if (!said) {
                    LOG.log(Level.WARNING, "a connection cannot be taken: " + failed.getMessage());
                }
                said = true;
                loops.forEach(SelectorLoop::crowded);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Ends it; called by any thread. */
    void stop() {
        try {
            listener.close();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "the listener could not be closed", failed);
        }
    }
}
