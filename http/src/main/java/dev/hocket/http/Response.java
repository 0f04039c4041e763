package dev.hocket.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The response of a server: its header, and its body as it arrives. It holds a connection until it
 * is closed; if the body was read completely, the connection returns to the pool. For one thread at
 * a time; an interrupt ends a read with an {@link java.io.InterruptedIOException}.
 */
public final class Response implements AutoCloseable {
    private static final long LONGEST_WAIT = 1_000_000_000;

    private final RawResponse answer;
    private final boolean decode;
    private final List<URI> redirects;
    private @Nullable InputStream stream;

    /**
     * What a server said.
     *
     * @param uri whom was asked
     * @param status the status, from 200 to 999
     * @param protocol such as {@code HTTP/1.1}
     * @param length how many bytes the body has as it is sent, or -1 if that is not known
     */
    record RawResponse(
            URI uri, int status, String protocol, Headers headers, long length, MessageBody body) {}

    Response(RawResponse answer, boolean decode, List<URI> redirects) {
        this.answer = answer;
        this.decode = decode;
        this.redirects = List.copyOf(redirects);
    }

    /** The status, such as 200. */
    public int status() {
        return answer.status;
    }

    /** The header. */
    public Headers headers() {
        return answer.headers;
    }

    /** The requested URI, after all redirects. */
    public URI uri() {
        return answer.uri;
    }

    /** The URIs that redirected the client, in their order; empty if there was no redirect. */
    public List<URI> redirects() {
        return redirects;
    }

    /** The version of the protocol, {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    public String protocol() {
        return answer.protocol;
    }

    /** The size of the body as it is sent, compressed or not, if the server states it. */
    public OptionalLong length() {
        return answer.length < 0 ? OptionalLong.empty() : OptionalLong.of(answer.length);
    }

    /**
     * How long the server asks to wait ({@code Retry-After}), or null if it does not say. A date is
     * compared with the server's own clock, if the response has it.
     */
    public @Nullable Duration retryAfter() {
        String field = answer.headers.first("Retry-After");
        String date = answer.headers.first("Date");
        Long told = date == null ? null : HttpDate.seconds(date.strip());
        return field == null
                ? null
                : wait(field.strip(), told == null ? Instant.now().getEpochSecond() : told);
    }

    /** The time from {@code now}, in seconds since 1970, that a field means, or null. */
    static @Nullable Duration wait(String field, long now) {
        long seconds = HttpText.number(field);
        if (seconds >= 0) {
            return Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT));
        }
        Long then = HttpDate.seconds(field);
        return then == null ? null : Duration.ofSeconds(Math.max(0, then - now));
    }

    /** How the body is compressed, such as {@code gzip}; empty if it is not. */
    public String coding() {
        String coding = String.join(",", answer.headers.all("Content-Encoding")).strip();
        return coding.equalsIgnoreCase("identity") ? "" : coding;
    }

    /**
     * The body, always the same stream. If the request was {@link Request#acceptCompressed} or
     * {@link Request#decompressed}, it is decompressed while it is read, as the server declares: a
     * small body may become a huge one, so limit what you read. If the body is not complete, a read
     * fails before the end.
     */
    public InputStream body() throws IOException {
        if (stream == null) {
            BodyStream sent = new BodyStream(answer.body);
            stream = decode ? DecodingStream.of(coding(), sent, answer.uri) : sent;
        }
        return stream;
    }

    /**
     * Writes the rest of the body to a channel, without a copy if it is not compressed.
     *
     * @return the number of bytes
     */
    public long transferTo(WritableByteChannel sink) throws IOException {
        long all = 0;
        if (stream == null && !(decode && !coding().isEmpty())) {
            for (ByteBuffer bytes; (bytes = answer.body.next()) != null; ) {
                all += write(bytes, sink);
            }
            return all;
        }
        byte[] buffer = new byte[16 << 10];
        for (int count; (count = body().read(buffer)) >= 0; ) {
            all += write(ByteBuffer.wrap(buffer, 0, count), sink);
        }
        return all;
    }

    private static long write(ByteBuffer bytes, WritableByteChannel sink) throws IOException {
        int count = bytes.remaining();
        while (bytes.hasRemaining()) {
            sink.write(bytes);
        }
        return count;
    }

    /**
     * Reads the rest of the body if it is small, so that the connection can be reused, and closes.
     * For responses whose body is not needed.
     */
    public void discard() {
        if (stream == null) {
            Redirects.skip(answer.body());
        } else {
            close();
        }
    }

    /** Releases the connection. A second call has no effect. */
    @Override
    public void close() {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException nobodyMinds) {
            // what was read is whole or was told not to be
        } finally {
            answer.body.close();
        }
    }

    @Override
    public String toString() {
        return answer.status + " " + answer.uri;
    }
}
