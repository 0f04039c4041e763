package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import dev.hocket.sync.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** {@code start_server} and {@code open_connection}: plain sockets, each on a virtual thread. */
public final class Streams {
    private Streams() {}

    static void serve(ServerSocket server) throws Exception {
        try (TaskScope<Object> clients = TaskScope.open(Until.ALL_DONE)) {
            while (true) {
                Socket client = server.accept();
                clients.launch(() -> shout(client));
            }
        } catch (SocketException closed) {
            System.out.println("the server has closed");
        }
    }

    static void shout(Socket client) throws IOException {
        try (client) {
            var in = reader(client);
            var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
            in.lines().forEach(line -> out.println(line + "!"));
        }
    }

    static String ask(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
            out.println(line);
            return String.valueOf(reader(socket).readLine());
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Serves on a free port of the loopback interface, and sends two lines. */
    public static void main(String[] args) throws Exception {
        try (TaskScope<Object> scope = TaskScope.open()) {
            try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                scope.launch(() -> serve(server));
                System.out.println(ask(server.getLocalPort(), "hello"));
                System.out.println(ask(server.getLocalPort(), "hello again"));
            }
            scope.join();
        }
    }
}
