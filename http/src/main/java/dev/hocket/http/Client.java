package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client. Share one client between threads: it keeps connections for later requests to the
 * same host. Plain HTTP uses sockets directly; TLS and HTTP/2 use the JDK's client; both behave the
 * same.
 *
 * <p>{@link #exchange} blocks, and ends soon after its thread is interrupted, on platform and on
 * virtual threads. It does not limit how many exchanges run at a time; the caller does that ({@code
 * Job.limit} for each host). If a reused connection turns out to be closed, the request is silently
 * sent once more on a new one; no other failure is retried here.
 */
public final class Client implements AutoCloseable {
    private final ClientSettings settings;
    private final HttpRoute plain;
    private final HttpRoute secure;

    /**
     * Reads a response.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Reader<T extends @Nullable Object> {

        /** Reads a response, which is closed afterwards. */
        T read(Response response) throws Exception;
    }

    private Client(ClientSettings settings) {
        this.settings = settings;
        SocketRoute sockets = new SocketRoute(settings);
        this.plain = sockets;
        this.secure = new JdkRoute(settings, sockets.watch());
    }

    /** Opens a client. */
    public static Client open(ClientSettings settings) {
        return new Client(settings);
    }

    /** The settings of this client. */
    public ClientSettings settings() {
        return settings;
    }

    /**
     * Sends a request and reads the header of the response, following redirects.
     *
     * @return the response, of any status; the caller must close it
     * @throws HttpException if there is no response, or a malformed one
     * @throws InterruptedException if the thread is interrupted before the header has arrived
     */
    public Response exchange(Request request) throws IOException, InterruptedException {
        List<URI> past = new ArrayList<>(0);
        Request now = request.withoutUser();
        while (true) {
            boolean secured = now.uri().getScheme().equalsIgnoreCase("https");
            Response.RawResponse answer = (secured ? secure : plain).exchange(now);
            if (settings.redirects() == 0 || !Redirects.is(answer)) {
                return new Response(answer, request.decoded(), past);
            }
            Request next = Redirects.next(now, answer, past, settings.redirects());
            Redirects.skip(answer.body());
            past.add(now.uri());
            now = next;
        }
    }

    /**
     * The same without blocking: the exchange and {@code reader} run on a virtual thread.
     *
     * @return the result of the reader; cancelling it ends the exchange
     */
    public <T extends @Nullable Object> CompletableFuture<T> exchangeAsync(
            Request request, Reader<T> reader) {
        return InterruptibleFuture.run(
                "hocket-http",
                () -> {
                    try (Response response = exchange(request)) {
                        return reader.read(response);
                    }
                });
    }

    /** Closes all connections; running exchanges fail. Idempotent. */
    @Override
    public void close() {
        plain.close();
        secure.close();
    }

    static HttpException closed(URI uri) {
        return HttpFailures.failure(Reason.CLOSED, uri, "the client was closed");
    }
}
