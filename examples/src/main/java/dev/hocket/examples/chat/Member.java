package dev.hocket.examples.chat;

import dev.hocket.sync.BoundedQueue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client as the rooms see it: a name, a room, and a bounded queue of what it is still to be
 * told. Whoever speaks puts into the queue and never waits; one thread a member writes it to the
 * socket, and waits for that member alone.
 */
final class Member {
    /** So many lines a member may lag behind. */
    static final int MOST_BEHIND = 256;

    private final Socket socket;
    private final BoundedQueue<String> outbox = new BoundedQueue<>(MOST_BEHIND);

    // Guarded by the lock of the rooms.
    @Nullable String name;
    String room = "";

    private volatile boolean tooSlow;

    Member(Socket socket) {
        this.socket = socket;
    }

    /** Tells it a line; false if it lags behind so far that the line is lost. */
    boolean tell(String line) {
        return outbox.offer(line) || outbox.isShutdown();
    }

    /** Says nothing more to it; what was said is still written. */
    void finish() {
        outbox.shutdown();
    }

    /** Ends the connection at once, as it lags behind. */
    void cutOff() {
        tooSlow = true;
        outbox.shutdownNow();
        hangUp();
    }

    boolean wasTooSlow() {
        return tooSlow;
    }

    /** Writes what it is told, until there will be nothing more; then ends its half of the talk. */
    void write() {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            @Nullable String line;
            while ((line = outbox.take()) != null) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                if (outbox.size() == 0) {
                    out.flush();
                }
            }
            out.flush();
            socket.shutdownOutput();
        } catch (IOException gone) {
            hangUp(); // so that the one who reads from it ends too
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp() {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            System.Logger log = System.getLogger("chat");
            log.log(System.Logger.Level.DEBUG, "closing a connection", closedAnyway);
        }
    }
}
