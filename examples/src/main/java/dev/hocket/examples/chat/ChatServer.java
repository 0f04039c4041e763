package dev.hocket.examples.chat;

import dev.hocket.sync.ScopeOptions;
import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A chat server on the loopback interface: names, rooms, two virtual threads per client.
 *
 * <pre>{@code
 * script/example chat.ChatServer 7000
 * nc 127.0.0.1 7000        # in two other terminals
 * }</pre>
 *
 * <p>Its threads form a tree of scopes: the server's thread owns one in which each client has its
 * thread, which owns one in which the client's writer runs. Closing the server closes the tree.
 */
public final class ChatServer implements AutoCloseable {
    private final Rooms rooms = new Rooms();
    private final ServerSocket socket;
    private final Duration lastWords;
    private final Thread thread;

    private ChatServer(int port, Duration lastWords) throws IOException {
        this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.lastWords = lastWords;
        this.thread = Thread.ofVirtual().name("chat").unstarted(this::serve);
    }

    /**
     * Opens a server.
     *
     * @param port its port, or 0 for any free one
     * @param lastWords how long clients have to read their last lines when they, or the server,
     *     leave
     */
    static ChatServer open(int port, Duration lastWords) throws IOException {
        ChatServer server = new ChatServer(port, lastWords);
        server.thread.start();
        return server;
    }

    /** Its port. */
    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        var options = ScopeOptions.defaults().withName("client").withUntil(Until.ALL_DONE);
        try (TaskScope<Object> clients = TaskScope.open(options)) {
            accept(clients);
            rooms.close();
            clients.join(lastWords);
        } catch (InterruptedException | ExecutionException | TimeoutException impossible) {
            throw new IllegalStateException(
                    impossible); // no thread interrupts this one, and every task may fail
        }
    }

    /** Accepts clients until the socket is closed. */
    private void accept(TaskScope<Object> clients) throws InterruptedException {
        while (true) {
            try {
                Socket client = socket.accept();
                clients.launch(() -> new Conversation(rooms, client).hold(lastWords));
            } catch (IOException failed) {
                if (socket.isClosed()) {
                    return;
                }
                System.err.println("chat: cannot take a client: " + failed.getMessage());
                Thread.sleep(100); // perhaps no file is left: let some clients leave
            }
        }
    }

    /**
     * Accepts no more clients, says goodbye to the present ones, and cuts off those that do not
     * read it in time.
     */
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves on the given port, or on 7000, until it is interrupted. */
    public static void main(String[] args) throws InterruptedException {
        String port = args.length > 0 ? args[0] : "7000";
        try {
            ChatServer server = open(Integer.parseInt(port), Duration.ofSeconds(2));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::end));
            System.out.println("chat on port " + server.port() + ": nc 127.0.0.1 " + server.port());
            server.thread.join();
        } catch (IOException | IllegalArgumentException refused) {
            System.err.println(
                    "chat: cannot listen on port %s (%s); name a free one, 1 to 65535"
                            .formatted(port, refused.getMessage()));
            System.exit(255);
        }
    }

    private void end() {
        try {
            close();
        } catch (IOException late) {
            System.err.println("chat: " + late.getMessage());
        }
    }
}
