package dev.hocket.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One who talks to the server, line by line. */
final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    private Client(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** One who has connected and given no name. */
    static Client stranger(ChatServer server) throws IOException {
        Client client = new Client(new Socket(InetAddress.getLoopbackAddress(), server.port()));
        client.expect("* who are you?");
        return client;
    }

    /** One whose system takes as few bytes as it can while they are not read. */
    static Client narrow(ChatServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        Client client = new Client(socket);
        client.expect("* who are you?");
        return client;
    }

    /** One who has come to the lobby. */
    static Client named(ChatServer server, String name) throws IOException {
        Client client = stranger(server);
        client.comes(name);
        return client;
    }

    void comes(String name) throws IOException {
        say(name);
        expect("* " + name + " has come to lobby");
    }

    void say(String line) throws IOException {
        write(line + "\n");
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Nullable String hear() throws IOException {
        return in.readLine();
    }

    void expect(String... lines) throws IOException {
        for (String line : lines) {
            assertEquals(line, hear());
        }
    }

    void expectTheEnd() throws IOException {
        assertEquals(null, hear());
    }

    /** Ends the connection as a machine that is switched off would, or the next best. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
