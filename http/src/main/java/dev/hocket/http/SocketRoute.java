package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over sockets: the fast way. A request is one write, an answer as few reads as it has
 * buffers of bytes, on the caller's thread; the JDK's client takes five to ten times the CPU.
 *
 * <p>A server may close an idle connection at the moment when it is used again. So a request on a
 * used connection that gets not a byte in return is sent once more, on a new one (RFC 9112, 9.3.1:
 * GET and HEAD are safe to repeat).
 */
final class SocketRoute implements HttpRoute {
    private final ClientSettings settings;
    private final ConnectionPool pool;
    private final StallWatchdog watch;

    SocketRoute(ClientSettings settings) {
        this.settings = settings;
        this.pool = new ConnectionPool(settings);
        this.watch = new StallWatchdog(pool::sweep);
    }

    /** For the other routes of the same client. */
    StallWatchdog watch() {
        return watch;
    }

    @Override
    public Response.RawResponse exchange(Request request) throws IOException, InterruptedException {
        URI proxy = settings.proxies().proxyFor(request.uri());
        URI asked = proxy == null ? request.uri() : proxy;
        String host = host(asked);
        SocketConnection idle = pool.take(host);
        if (idle != null) {
            Response.RawResponse answer = exchange(request, proxy, idle);
            if (answer != null) {
                return answer;
            }
        }
        Response.RawResponse answer = exchange(request, proxy, connect(request.uri(), asked, host));
        if (answer == null) {
            throw new AssertionError("a new connection cannot be stale");
        }
        return answer;
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port(uri);
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? 80 : uri.getPort();
    }

    /** The answer, or null if the connection was dead already. */
    private Response.@Nullable RawResponse exchange(
            Request request, @Nullable URI proxy, SocketConnection connection)
            throws IOException, InterruptedException {
        boolean used = connection.used;
        long stall = settings.stallTimeout().toNanos();
        SocketExchange exchange = new SocketExchange(request.uri(), connection, pool, stall);
        boolean answered = false;
        try {
            Response.RawResponse answer = answer(request, proxy, exchange);
            answered = true;
            return answer;
        } catch (IOException failed) {
            if (SocketConnection.interrupted(failed)) {
                Thread.interrupted();
                throw new InterruptedException();
            }
            if (watch.isClosed()) {
                throw Client.closed(request.uri());
            }
            if (connection.gaveUp(failed)) {
                throw HttpFailures.stalled(request.uri(), stall);
            }
            boolean rule =
                    failed instanceof HttpException http && http.reason() != Reason.TRUNCATED;
            if (used && exchange.isUnanswered() && !rule) {
                return null;
            }
            throw failed instanceof HttpException
                    ? failed
                    : HttpFailures.broken(request.uri(), failed);
        } finally {
            if (!answered) {
                exchange.close();
            }
        }
    }

    private Response.RawResponse answer(
            Request request, @Nullable URI proxy, SocketExchange exchange) throws IOException {
        exchange.send(RequestHead.of(request, settings, proxy));
        ResponseHeadReader reader = new ResponseHeadReader(exchange, settings.headerBytes());
        ResponseHeadReader.ResponseHead head = reader.read();
        MessageBody body = BodyFraming.of(exchange, reader, head, request.method().equals("HEAD"));
        boolean chunked = head.headers().first("Transfer-Encoding") != null;
        return new Response.RawResponse(
                request.uri(),
                head.status(),
                "HTTP/1." + head.minor(),
                head.headers(),
                chunked ? -1 : BodyFraming.length(request.uri(), head.headers()),
                body);
    }

    /**
     * Connects.
     *
     * @param uri what is asked for
     * @param place the server, or the proxy in its place
     */
    private SocketConnection connect(URI uri, URI place, String host)
            throws IOException, InterruptedException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(place.getHost());
        } catch (UnknownHostException unknown) {
            throw HttpFailures.unknownHost(uri, place);
        }
        IOException last = null;
        long each = settings.connectTimeout().toNanos() / addresses.length;
        for (InetAddress address : addresses) {
            try {
                return SocketConnection.open(
                        host, new InetSocketAddress(address, port(place)), each, watch);
            } catch (IOException | UnresolvedAddressException failed) {
                if (failed instanceof IOException io && SocketConnection.interrupted(io)) {
                    Thread.interrupted();
                    throw new InterruptedException();
                }
                last = failed instanceof IOException io ? io : new IOException(failed);
            }
        }
        throw watch.isClosed()
                ? Client.closed(uri)
                : refused(uri, (place.equals(uri) ? "" : "the proxy ") + host, last);
    }

    private HttpException refused(URI uri, String host, @Nullable IOException last) {
        boolean late = last instanceof ClosedChannelException;
        Duration time = settings.connectTimeout();
        return HttpFailures.failure(
                Reason.CONNECT,
                uri,
                "cannot connect to %s (%s)"
                        .formatted(
                                host,
                                late
                                        ? "no response within " + HttpFailures.time(time)
                                        : last == null
                                                ? "it has no address"
                                                : HttpFailures.reason(last)));
    }

    @Override
    public void close() {
        watch.close();
        pool.close();
    }
}
