package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP. Many threads may use one client at a time, and should share it: it keeps
 * connections for later requests to the same host. Plain HTTP goes by sockets of its own, TLS and
 * HTTP/2 by the JDK's client; both behave the same.
 *
 * <p>{@link #exchange} blocks, and ends soon after its thread is interrupted, on platform and on
 * virtual threads. It is not bounded in how many exchanges run at a time: that is its caller's
 * matter ({@code Job.limit} for each host). A connection that proves dead when it is used again is
 * replaced in silence, once; no other failure is tried again here.
 */
public final class Client implements AutoCloseable {
    private final ClientSettings settings;
    private final HttpRoute plain;
    private final HttpRoute secure;

    /**
     * Reads an answer.
     *
     * @param <T> what it makes of it
     */
    @FunctionalInterface
    public interface Reader<T extends @Nullable Object> {

        /** Reads an answer, which is closed afterwards. */
        T read(Response response) throws Exception;
    }

    private Client(ClientSettings settings) {
        this.settings = settings;
        SocketRoute sockets = new SocketRoute(settings);
        this.plain = sockets;
        this.secure = new JdkRoute(settings, sockets.watch());
    }

    /** A client. */
    public static Client open(ClientSettings settings) {
        return new Client(settings);
    }

    /** What it allows. */
    public ClientSettings settings() {
        return settings;
    }

    /**
     * Sends a request and reads the header of its answer, following redirects.
     *
     * @return the answer, of any status; to be closed
     * @throws HttpException if there is none, or not a right one
     * @throws InterruptedException if the thread is interrupted before the header is there
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
     * The same without blocking: the exchange runs on a virtual thread of its own, and so does
     * {@code reader}.
     *
     * @return what the reader makes of the answer; cancelling it ends the exchange
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

    /** Ends all connections; exchanges that run fail. Idempotent. */
    @Override
    public void close() {
        plain.close();
        secure.close();
    }

    static HttpException closed(URI uri) {
        return HttpFailures.failure(Reason.CLOSED, uri, "the client was closed");
    }
}
