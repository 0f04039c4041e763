package dev.hocket.examples.chat;

import dev.hocket.sync.BoundedQueue;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client in the rooms: a name, a room, and a bounded queue of lines to be sent to it. A thread
 * that speaks puts a line into the queue and never waits; one thread per member writes the lines to
 * the socket, and waits only for that member.
 */
final class Member {
    /** How many lines a member may lag behind. */
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

    /** Sends it a line; false if it lags behind so far that the line is lost. */
    boolean tell(String line) {
        return outbox.offer(line) || outbox.isShutdown();
    }

    /** Sends nothing more to it; lines in the queue are still written. */
    void finish() {
        outbox.shutdown();
    }

    /** Ends the connection at once, because it lags behind. */
    void cutOff() {
        tooSlow = true;
        outbox.shutdownNow();
        hangUp();
    }

    boolean wasTooSlow() {
        return tooSlow;
    }

    /** Writes the lines of the queue until its end; then closes the output. */
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
            hangUp(); // so that the thread that reads from it ends as well
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
