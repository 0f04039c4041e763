package dev.hocket.site;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes new connections and hands them to the loops in turns. It is part of the first loop: a
 * thread of its own would have to be woken for each connection, and would have to wake a loop.
 */
final class ConnectionAcceptor implements SelectorLoop.ReadyHandler, SelectorLoop.Resumable {
    private static final System.Logger LOG = System.getLogger("dev.hocket.site");
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The most connections taken before those that there are get their turn. */
    private static final int TURN = 64;

    private final ServerSocketChannel listener;
    private final List<SelectorLoop> loops;
    private @Nullable SelectionKey key;
    private int next;
    private boolean said;

    /**
     * @param loops of which the first one runs it, and has not begun yet
     */
    ConnectionAcceptor(ServerSocketChannel listener, List<SelectorLoop> loops) throws IOException {
        this.listener = listener;
        this.loops = loops;
        listener.configureBlocking(false);
        key = loops.getFirst().register(listener, this);
    }

    @Override
    public void ready() {
        try {
            for (int i = 0; i < TURN; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                SelectorLoop loop = loops.get(next);
                next = (next + 1) % loops.size();
                if (loop == loops.getFirst()) {
                    loop.begin(channel);
                } else {
                    loop.adopt(channel);
                }
            }
        } catch (ClosedChannelException closed) {
            // the site is
        } catch (IOException failed) {
            refused(failed);
        }
    }

    /** Too many open files, as a rule: the connections there are must not suffer. */
    private void refused(IOException failed) {
        if (!said) {
            LOG.log(Level.WARNING, "a connection cannot be accepted: " + failed.getMessage());
        }
        said = true;
        loops.forEach(SelectorLoop::crowded);
        if (key != null && key.isValid()) {
            key.interestOps(0);
            loops.getFirst().later(PAUSE_NANOS, this);
        }
    }

    @Override
    public void resume() {
        if (key != null && key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
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
