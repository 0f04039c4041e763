package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a body is and where it ends: RFC 9112, section 6. */
final class BodyFraming {
    private static final int CHUNK_LINE = 4096;

    private BodyFraming() {}

    /** The length that is announced, or -1. */
    static long length(URI uri, Headers headers) throws HttpException {
        long length = -1;
        for (String value : headers.all("Content-Length")) {
            for (String part : value.split(",", -1)) {
                String digits = part.strip();
                long each = HttpText.number(digits);
                if (each < 0) {
                    throw HttpFailures.malformed(
                            uri, "its Content-Length is '" + part + "', which is not a number");
                }
                if (length >= 0 && each != length) {
                    throw HttpFailures.malformed(
                            uri, "it has two lengths, " + length + " and " + each + " bytes");
                }
                length = each;
            }
        }
        return length;
    }

    /** The body that follows a head. */
    static MessageBody of(
            SocketExchange exchange,
            ResponseHeadReader reader,
            ResponseHeadReader.ResponseHead head,
            boolean headOnly)
            throws HttpException {
        Headers headers = head.headers();
        boolean close =
                headers.lists("Connection", "close")
                        || (head.minor() == 0 && !headers.lists("Connection", "keep-alive"));
        exchange.reusable &= !close;
        if (headOnly || head.status() == 204 || head.status() == 304) {
            return new SizedBody(exchange, 0);
        }
        List<String> transfer = headers.all("Transfer-Encoding");
        if (!transfer.isEmpty()) {
            String coding = String.join(",", transfer).strip();
            if (!coding.equalsIgnoreCase("chunked")) {
                throw HttpFailures.malformed(
                        exchange.uri(),
                        "its Transfer-Encoding is '" + coding + "'; only chunked is supported");
            }
            exchange.reusable &= headers.first("Content-Length") == null && head.minor() > 0;
            return new ChunkedBody(exchange, new ResponseHeadReader(exchange, CHUNK_LINE), reader);
        }
        long length = length(exchange.uri(), headers);
        if (length >= 0) {
            return new SizedBody(exchange, length);
        }
        exchange.reusable = false;
        return new OpenEndedBody(exchange);
    }

    private static IOException closed(SocketExchange exchange) {
        return new IOException(HttpFailures.shown(exchange.uri()) + ": the response was closed");
    }

    /** So many bytes. */
    private static final class SizedBody implements MessageBody {
        private final SocketExchange exchange;
        private final long length;
        private long left;

        SizedBody(SocketExchange exchange, long length) {
            this.exchange = exchange;
            this.length = length;
            this.left = length;
        }

        @Override
        public @Nullable ByteBuffer next() throws IOException {
            if (left == 0) {
                exchange.end();
                return null;
            }
            ByteBuffer bytes = exchange.slice(left);
            if (bytes == null) {
                exchange.close();
                throw HttpFailures.cutShort(exchange.uri(), length - left, length);
            }
            left -= bytes.remaining();
            return bytes;
        }

        @Override
        public void close() {
            if (left == 0) {
                exchange.end();
            } else {
                exchange.close();
            }
        }
    }

    /** All up to the end of the connection. */
    private static final class OpenEndedBody implements MessageBody {
        private final SocketExchange exchange;
        private boolean ended;

        OpenEndedBody(SocketExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public @Nullable ByteBuffer next() throws IOException {
            if (ended) {
                return null;
            }
            ByteBuffer bytes = exchange.slice(Long.MAX_VALUE);
            if (bytes == null) {
                ended = true;
                exchange.close();
            }
            return bytes;
        }

        @Override
        public void close() {
            exchange.close();
        }
    }

    /** Pieces that say their length each: RFC 9112, 7.1. */
    private static final class ChunkedBody implements MessageBody {
        private final SocketExchange exchange;
        private final ResponseHeadReader lines;
        private final ResponseHeadReader trailer;
        private long left;
        private boolean started;
        private boolean ended;

        ChunkedBody(SocketExchange exchange, ResponseHeadReader lines, ResponseHeadReader trailer) {
            this.exchange = exchange;
            this.lines = lines;
            this.trailer = trailer;
        }

        @Override
        public @Nullable ByteBuffer next() throws IOException {
            if (ended) {
                return null;
            }
            if (exchange.isOver()) {
                throw closed(exchange);
            }
            if (left == 0) {
                try {
                    nextChunk();
                } catch (IOException failed) {
                    throw exchange.inBody(failed);
                }
                if (left == 0) {
                    ended = true;
                    exchange.end();
                    return null;
                }
            }
            ByteBuffer bytes = exchange.slice(left);
            if (bytes == null) {
                exchange.close();
                throw HttpFailures.failure(
                        Reason.TRUNCATED,
                        exchange.uri(),
                        "the response was cut short within a chunk");
            }
            left -= bytes.remaining();
            return bytes;
        }

        private void nextChunk() throws IOException {
            if (started && !lines.chunkLine().isEmpty()) {
                throw HttpFailures.malformed(
                        exchange.uri(), "a chunk is longer than the size before it");
            }
            started = true;
            String line = lines.chunkLine();
            int end = 0;
            while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
                end++;
            }
            boolean right = end > 0 && end <= 15;
            String rest = line.substring(end).strip();
            if (!right || !(rest.isEmpty() || rest.startsWith(";"))) {
                throw HttpFailures.malformed(
                        exchange.uri(), "a chunk's size is '" + HttpFailures.printable(line) + "'");
            }
            left = Long.parseLong(line, 0, end, 16);
            if (left == 0) {
                trailer.fields();
            }
        }

        @Override
        public void close() {
            if (!ended) {
                exchange.close();
            }
        }
    }
}
