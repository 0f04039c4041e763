package dev.hocket.http;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.OptionalLong;

/**
 * A server's answer: its header, and its body as it arrives. It holds a connection until it is
 * closed; one whose body was read to its end goes back to the pool. For one thread at a time; an
 * interrupt ends a read with an {@link java.io.InterruptedIOException}.
 */
public final class Response implements AutoCloseable {
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

    /** What was asked in the end, after all redirects. */
    public URI uri() {
        return answer.uri;
    }

    /** The places that sent the client on, in their order; empty if there was no redirect. */
    public List<URI> redirects() {
        return redirects;
    }

    /** The version of the protocol, {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
    public String protocol() {
        return answer.protocol;
    }

    /** How many bytes the body has as it is sent, compressed or not, if the server says so. */
    public OptionalLong length() {
        return answer.length < 0 ? OptionalLong.empty() : OptionalLong.of(answer.length);
    }

    /** How the body is compressed, such as {@code gzip}; empty if it is not. */
    public String coding() {
        String coding = String.join(",", answer.headers.all("Content-Encoding")).strip();
        return coding.equalsIgnoreCase("identity") ? "" : coding;
    }

    /**
     * The body, always the same stream. If the request was {@link Request#acceptCompressed}, it is
     * decompressed, which is done as it is read: a small body may become a huge one, so bound what
     * you read. Reading to its end proves that it is whole; if it is not, a read fails.
     */
    public InputStream body() throws IOException {
        if (stream == null) {
            BodyStream sent = new BodyStream(answer.body);
            stream = decode ? DecodingStream.of(coding(), sent, answer.uri) : sent;
        }
        return stream;
    }

    /**
     * Writes all that is left of the body to a channel, without a copy where it is not compressed.
     *
     * @return how many bytes
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
     * Reads what is left if that is little, so that the connection can serve again, and closes. For
     * answers whose body does not matter.
     */
    public void discard() {
        if (stream == null) {
            Redirects.skip(answer.body());
        } else {
            close();
        }
    }

    /** Lets go of the connection. Closing twice does nothing. */
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
