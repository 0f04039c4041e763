package dev.hocket.jobs.http;

import dev.hocket.jobs.http.HttpException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** TLS and HTTP/2, by the JDK's client. */
final class JdkRoute implements Route {
    private final ClientSettings settings;
    private final HttpClient client;

    JdkRoute(ClientSettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .connectTimeout(settings.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (settings.tls() != null) {
            builder.sslContext(settings.tls());
        }
        client = builder.build();
    }

    @Override
    public Response.Answer exchange(Request request) throws IOException, InterruptedException {
        URI uri = request.uri();
        HttpResponse<InputStream> response;
        try {
            response = client.send(asked(request), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            boolean connecting = late instanceof HttpConnectTimeoutException;
            throw new HttpException(
                    connecting ? Reason.CONNECT : Reason.STALLED, uri + ": " + late.getMessage());
        } catch (ConnectException refused) {
            throw new HttpException(Reason.CONNECT, uri + ": cannot connect", refused);
        } catch (SSLException bad) {
            throw new HttpException(Reason.TLS, uri + ": " + bad.getMessage(), bad);
        }
        List<Headers.Field> fields = new ArrayList<>();
        for (Map.Entry<String, List<String>> field : response.headers().map().entrySet()) {
            for (String value : field.getValue()) {
                fields.add(new Headers.Field(field.getKey(), value));
            }
        }
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        return new Response.Answer(
                uri,
                response.statusCode(),
                response.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1",
                Headers.of(fields),
                request.method().equals("HEAD") ? -1 : length,
                new StreamBody(response.body()));
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
        if (request.compressed()) {
            asked.header("Accept-Encoding", "gzip, deflate");
        }
        return asked.build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static final class StreamBody implements Body {
        private final InputStream stream;
        private final byte[] buffer = new byte[16 << 10];

        StreamBody(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public @Nullable ByteBuffer next() throws IOException {
            int count = stream.read(buffer);
            return count < 0 ? null : ByteBuffer.wrap(buffer, 0, count);
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException nobodyMinds) {
                // what it held is let go of
            }
        }
    }
}
