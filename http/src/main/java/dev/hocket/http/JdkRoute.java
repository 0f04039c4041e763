package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS and HTTP/2, by the JDK's client, which is made when it is first needed: it costs more to
 * start than many a job takes. Its failures become those of the sockets.
 */
final class JdkRoute implements HttpRoute {
    private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

    private final ClientSettings settings;
    private final StallWatchdog watch;
    private @Nullable HttpClient client;

    /** The proxy of each URL, for the JDK's client. */
    private static final class ProxyChoice extends ProxySelector {
        private final ProxySettings settings;

        ProxyChoice(ProxySettings settings) {
            this.settings = settings;
        }

        @Override
        public List<Proxy> select(URI uri) {
            URI proxy = settings.proxyFor(uri);
            if (proxy == null) {
                return List.of(Proxy.NO_PROXY);
            }
            int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
            return List.of(
                    new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failed) {
            // the exchange says so
        }
    }

    JdkRoute(ClientSettings settings, StallWatchdog watch) {
        this.settings = settings;
        this.watch = watch;
    }

    private synchronized HttpClient client() throws IOException {
        if (client == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder()
                            .connectTimeout(settings.connectTimeout())
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .executor(Executors.newVirtualThreadPerTaskExecutor());
            builder.sslContext(settings.trust().context());
            builder.proxy(new ProxyChoice(settings.proxies()));
            if (settings.proxies().isForHttps() && System.getProperty(SCHEMES) == null) {
                System.setProperty(SCHEMES, ""); // a proxy may ask for a password to make a tunnel
            }
            client = builder.build();
        }
        return client;
    }

    @Override
    public Response.RawResponse exchange(Request request) throws IOException, InterruptedException {
        URI uri = request.uri();
        if (watch.isClosed()) {
            throw Client.closed(uri);
        }
        HttpResponse<InputStream> response;
        try {
            response = client().send(asked(request), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw watch.isClosed() ? Client.closed(uri) : told(uri, failed);
        } catch (IllegalArgumentException name) { // one that cannot be told to a server by TLS
            throw HttpFailures.unknownHost(uri);
        }
        JdkBody body = new JdkBody(uri, response.body(), settings, watch);
        try {
            Headers headers = headers(uri, response);
            long length = BodyFraming.length(uri, headers);
            body.expect(
                    request.method().equals("HEAD") || response.statusCode() == 304 ? 0 : length);
            String version =
                    response.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
            return new Response.RawResponse(
                    uri, response.statusCode(), version, headers, length, body);
        } catch (HttpException refused) {
            body.close();
            throw refused;
        }
    }

    private HttpException told(URI uri, IOException failed) {
        String message = HttpFailures.reason(failed);
        return switch (failed) {
            case HttpConnectTimeoutException _ ->
                    HttpFailures.failure(
                            Reason.CONNECT,
                            uri,
                            "cannot connect to %s (no response within %s)"
                                    .formatted(
                                            uri.getHost(),
                                            HttpFailures.time(settings.connectTimeout())));
            case HttpTimeoutException _ ->
                    HttpFailures.stalled(uri, settings.stallTimeout().toNanos());
            case ConnectException _ ->
                    isUnresolved(failed)
                            ? HttpFailures.unknownHost(uri)
                            : HttpFailures.failure(
                                    Reason.CONNECT,
                                    uri,
                                    "cannot connect to " + uri.getHost() + " (" + message + ")");
            case SSLException _ -> untrusted(uri, failed, message);
            case ProtocolException _ when message.contains("eader size") ->
                    HttpFailures.headerTooLarge(uri, settings.headerBytes());
            case ProtocolException _ -> HttpFailures.malformed(uri, message);
            default ->
                    HttpFailures.failure(
                            Reason.TRUNCATED, uri, "the connection broke (" + message + ")");
        };
    }

    private static boolean isUnresolved(Throwable failed) {
        Throwable cause = failed;
        for (int depth = 0; cause != null && depth < 5; depth++) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static HttpException untrusted(URI uri, IOException failed, String message) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof CertificateException certificate) {
                return HttpFailures.untrusted(uri, String.valueOf(certificate.getMessage()));
            }
        }
        return HttpFailures.failure(
                Reason.TLS, uri, "no secure connection to " + uri.getHost() + ": " + message);
    }

    private HttpRequest asked(Request request) {
        HttpRequest.Builder asked =
                HttpRequest.newBuilder(request.uri())
                        .method(request.method(), HttpRequest.BodyPublishers.noBody())
                        .timeout(settings.stallTimeout());
        for (Headers.Field field : request.headers().fields()) {
            asked.header(field.name(), field.value());
        }
        if (request.headers().first("User-Agent") == null) {
            asked.header("User-Agent", settings.userAgent());
        }
        if (request.headers().first("Accept") == null) {
            asked.header("Accept", "*/*");
        }
        if (request.headers().first("Accept-Encoding") == null) {
            asked.header("Accept-Encoding", RequestHead.codings(request));
        }
        URI proxy = settings.proxies().proxyFor(request.uri());
        if (proxy != null && proxy.getRawUserInfo() != null) {
            asked.header("Proxy-Authorization", Request.basic(proxy));
        }
        return asked.build();
    }

    private Headers headers(URI uri, HttpResponse<?> response) throws HttpException {
        List<Headers.Field> fields = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<String, List<String>> field : response.headers().map().entrySet()) {
            for (String value : field.getValue()) {
                bytes += field.getKey().length() + value.length() + 4;
                fields.add(new Headers.Field(field.getKey(), value));
            }
        }
        if (bytes > settings.headerBytes()) {
            throw HttpFailures.headerTooLarge(uri, settings.headerBytes());
        }
        return Headers.of(fields);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    /** A body from the JDK's client, which ends its waits and knows how long it must be. */
    private static final class JdkBody implements MessageBody, TimedWait {
        private final URI uri;
        private final InputStream stream;
        private final StallWatchdog watch;
        private final long stallNanos;
        private final byte[] buffer = new byte[16 << 10];
        private long expected = -1;
        private long received;
        private volatile long until;
        private volatile boolean gaveUp;
        private boolean ended;

        JdkBody(URI uri, InputStream stream, ClientSettings settings, StallWatchdog watch) {
            this.uri = uri;
            this.stream = stream;
            this.watch = watch;
            this.stallNanos = settings.stallTimeout().toNanos();
            watch.add(this);
        }

        void expect(long bytes) {
            expected = bytes;
        }

        @Override
        public @Nullable ByteBuffer next() throws IOException {
            if (ended) {
                return null;
            }
            until = System.nanoTime() + stallNanos;
            int count;
            try {
                count = stream.read(buffer);
            } catch (IOException failed) {
                close();
                throw told(failed);
            } finally {
                until = 0;
            }
            if (gaveUp) {
                throw gaveUp();
            }
            if (count < 0) {
                close();
                ended = true;
                if (expected >= 0 && received != expected) {
                    throw HttpFailures.cutShort(uri, received, expected);
                }
                return null;
            }
            received += count;
            return ByteBuffer.wrap(buffer, 0, count);
        }

        private IOException told(IOException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                Thread.interrupted();
                return new InterruptedIOException(HttpFailures.shown(uri) + ": interrupted");
            }
            if (gaveUp) {
                return gaveUp();
            }
            return expected > received // the JDK's client drops what it has, when it fails
                    ? HttpFailures.failure(
                            Reason.TRUNCATED,
                            uri,
                            String.format(
                                    Locale.ROOT,
                                    "the response was cut short: not all of %d bytes received",
                                    expected))
                    : HttpFailures.broken(uri, failed);
        }

        private HttpException gaveUp() {
            return watch.isClosed() ? Client.closed(uri) : HttpFailures.stalled(uri, stallNanos);
        }

        @Override
        public void close() {
            watch.remove(this);
            try {
                stream.close();
            } catch (IOException nobodyMinds) {
                // what it held is let go of
            }
        }

        @Override
        public long until() {
            return until;
        }

        @Override
        public void giveUp() {
            gaveUp = true;
            try {
                stream.close();
            } catch (IOException nobodyMinds) {
                // whoever waits is told
            }
        }
    }
}
