package dev.hocket.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A compressed body, decompressed. It opens its decoder when it is first read, and reads what was
 * sent to its end, so that a body counts as whole only if both are.
 */
final class DecodingStream extends InputStream {
    private final String coding;
    private final InputStream sent;
    private final URI uri;
    private @Nullable InputStream decoder;
    private boolean ended;

    private DecodingStream(String coding, InputStream sent, URI uri) {
        this.coding = coding;
        this.sent = sent;
        this.uri = uri;
    }

    /** The stream that undoes a {@code Content-Encoding}, which lists codings as they were done. */
    static InputStream of(String codings, InputStream sent, URI uri) throws HttpException {
        InputStream decoded = sent;
        for (String coding : List.of(codings.split(",", -1)).reversed()) {
            decoded = one(coding.strip(), decoded, uri);
        }
        return decoded;
    }

    private static InputStream one(String coding, InputStream sent, URI uri) throws HttpException {
        String name = coding.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> sent;
            case "gzip", "x-gzip", "deflate" -> new DecodingStream(name, sent, uri);
            default ->
                    throw HttpFailures.failure(
                            HttpException.Reason.MALFORMED,
                            uri,
                            "the body is compressed by '"
                                    + HttpFailures.printable(coding)
                                    + "', which was not requested; expected gzip or deflate");
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            if (decoder == null) {
                decoder = open();
            }
            int count = decoder.read(into, offset, length);
            if (count < 0) {
                ended = true;
                sent.skip(Long.MAX_VALUE);
            }
            return count;
        } catch (EOFException | ZipException bad) {
            throw new HttpException(
                    HttpException.Reason.MALFORMED,
                    HttpFailures.shown(uri)
                            + ": the body is damaged: it does not decompress by "
                            + coding,
                    bad);
        }
    }

    private InputStream open() throws IOException {
        PushbackInputStream start = new PushbackInputStream(sent, 2);
        int first = start.read();
        if (first < 0) { // an empty body has nothing to decompress
            return InputStream.nullInputStream();
        }
        int second = start.read();
        if (second >= 0) {
            start.unread(second);
        }
        start.unread(first);
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(start, 8192);
        }
        // Meant is zlib's format (RFC 9110, 8.4.1.2), but some servers send the bare one.
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) + second) % 31 == 0;
        return new InflatingStream(start, new Inflater(!zlib));
    }

    @Override
    public void close() throws IOException {
        if (decoder != null) {
            decoder.close();
        }
        sent.close();
    }

    /** Frees its inflater. */
    private static final class InflatingStream extends FilterInputStream {
        private final Inflater inflater;

        InflatingStream(InputStream from, Inflater inflater) {
            super(new InflaterInputStream(from, inflater, 8192));
            this.inflater = inflater;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                inflater.end();
            }
        }
    }
}
