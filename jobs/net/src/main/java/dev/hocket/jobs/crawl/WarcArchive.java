package dev.hocket.jobs.crawl;

import dev.hocket.http.Headers;
import dev.hocket.http.Response;
import dev.hocket.jobs.disk.DiskFailures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/**
 * An archive of answers as they came (WARC, ISO 28500), to which each is added in one write:
 * several threads and processes may add to one file, and one that is killed leaves at most its last
 * record torn. On a full disk a record is there as a whole or not at all. Bodies are without the
 * coding in which they were sent.
 */
final class WarcArchive {
    private static final Set<String> OF_THE_WIRE =
            Set.of("transfer-encoding", "content-encoding", "content-length", "trailer");
    private final Path file;
    private final WarcCompression compression;

    /**
     * @param file one that is there is added to
     */
    WarcArchive(Path file) throws IOException {
        this.file = file;
        this.compression =
                file.toString().endsWith(".gz") ? WarcCompression.GZIP : WarcCompression.NONE;
        if (!Files.exists(file) || Files.size(file) == 0) {
            add(
                    new Warcinfo.Builder()
                            .filename(String.valueOf(file.getFileName()))
                            .fields(
                                    Map.of(
                                            "software", List.of("hocket"),
                                            "format", List.of("WARC File Format 1.0")))
                            .build());
        }
    }

    /** Adds an answer. */
    void add(String url, Response response, PageBody body) throws IOException {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
        for (Headers.Field field : response.headers().fields()) {
            if (!OF_THE_WIRE.contains(field.name().toLowerCase(Locale.ROOT))) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        head.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + body.length());
        message.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        message.write(body.bytes(), 0, body.length());
        WarcResponse.Builder record =
                new WarcResponse.Builder(url)
                        .date(Instant.now())
                        .body(MediaType.HTTP_RESPONSE, message.toByteArray());
        if (!body.note().isEmpty()) {
            record.truncated(
                    body.note().endsWith("bytes")
                            ? WarcTruncationReason.LENGTH
                            : WarcTruncationReason.TIME);
        }
        add(record.build());
    }

    private void add(WarcRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(Channels.newChannel(bytes), compression)) {
            writer.write(record);
        }
        append(ByteBuffer.wrap(bytes.toByteArray()));
    }

    private synchronized void append(ByteBuffer record) throws IOException {
        try (FileChannel to =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            try {
                while (record.hasRemaining()) {
                    to.write(record);
                }
            } catch (IOException failed) {
                dropTorn(to, record.position(), failed);
                throw DiskFailures.named(file, failed);
            }
        }
    }

    /** Drops what was written of a record, unless another process has added one behind it. */
    private static void dropTorn(FileChannel to, int written, IOException failed) {
        try {
            if (to.isOpen() && written > 0 && to.size() == to.position()) {
                to.truncate(to.position() - written);
            }
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
