package dev.hocket.testkit.web;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/** A server on loopback that answers what a test tells it to, byte for byte, right or wrong. */
public final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final String scheme;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<ReceivedRequest> asked = new CopyOnWriteArrayList<>();

    /**
     * A request.
     *
     * @param nth how many came before it on its connection
     * @param headers by their names in small letters
     */
    public record ReceivedRequest(
            String method, String target, int nth, Map<String, String> headers) {}

    /** What the server does with a request. */
    public interface Script {

        /** Answers. */
        void answer(ReceivedRequest asked, Reply wire) throws IOException, InterruptedException;
    }

    private ScriptedServer(ServerSocket listener, String scheme, Script script) {
        this.listener = listener;
        this.scheme = scheme;
        this.script = script;
    }

    /** A server of plain HTTP. */
    public static ScriptedServer start(Script script) throws IOException {
        return start(null, script);
    }

    /** A server, with TLS if there is a context. */
    public static ScriptedServer start(@Nullable SSLContext tls, Script script) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket listener =
                tls == null
                        ? new ServerSocket(0, 1000, loopback)
                        : tls.getServerSocketFactory().createServerSocket(0, 1000, loopback);
        ScriptedServer server =
                new ScriptedServer(listener, tls == null ? "http" : "https", script);
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    /** A place on this server. */
    public URI at(String target) {
        return URI.create(text(target));
    }

    /** The same as text. */
    public String text(String target) {
        return scheme + "://localhost:" + listener.getLocalPort() + target;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections there were. */
    public int connections() {
        return connections.get();
    }

    /** What was asked. */
    public List<ReceivedRequest> asked() {
        return asked;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int nth = 0; ; nth++) {
                ReceivedRequest request = read(in, nth);
                if (request == null) {
                    return;
                }
                asked.add(request);
                Reply wire = new Reply(socket, in);
                script.answer(request, wire);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException | InterruptedException left) {
            // the client went away, as many tests want
        } finally {
            open.remove(socket);
        }
    }

    private static @Nullable ReceivedRequest read(InputStream in, int nth) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line; (line = line(in)) != null && !line.isEmpty(); ) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String[] parts = first.split(" ", -1);
        return new ReceivedRequest(parts[0], parts[1], nth, headers);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Where an answer goes. */
    public static final class Reply {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Reply(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
        }

        /** Sends text as Latin-1; its line breaks become those of HTTP. */
        public Reply send(String text) throws IOException {
            return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Sends bytes. */
        public Reply send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            return this;
        }

        /** A whole answer with its length. */
        public void answer(int status, String headers, String body) throws IOException {
            answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }

        /** A whole answer with its length, in one write. */
        public void answer(int status, String headers, byte[] body) throws IOException {
            byte[] head =
                    ("HTTP/1.1 "
                                    + status
                                    + " Said\n"
                                    + headers
                                    + "Content-Length: "
                                    + body.length
                                    + "\n\n")
                            .replace("\n", "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            send(all);
        }

        /** Ends the connection. */
        public void end() throws IOException {
            socket.close();
        }

        /** Breaks the connection. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Sends nothing more until the client goes away. */
        public void awaitClient() throws IOException {
            while (in.read() >= 0) {}
            socket.close();
        }
    }
}
