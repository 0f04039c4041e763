package dev.hocket.jobs.fetch;

import dev.hocket.http.Client;
import dev.hocket.http.Headers;
import dev.hocket.http.HttpException;
import dev.hocket.http.Request;
import dev.hocket.http.Response;
import dev.hocket.http.UrlText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One attempt at one file. */
final class FileTransfer {
    /** How many bytes of a part are fetched again, to see whether they are still the same. */
    private static final int OVERLAP = 16 << 10;

    private final Client client;
    private final FetchSettings settings;
    private final PartialFiles parts;
    private final FilePlacement places;
    private final LongAdder received;

    FileTransfer(
            Client client,
            FetchSettings settings,
            PartialFiles parts,
            FilePlacement places,
            LongAdder received) {
        this.client = client;
        this.settings = settings;
        this.parts = parts;
        this.places = places;
        this.received = received;
    }

    FetchedFile run(FetchInput wanted) throws IOException, InterruptedException {
        URI uri = wanted.uri();
        Path there = places.there(FileNames.of(uri));
        if (there != null) {
            return skipped(uri, there);
        }
        try (PartialFile part = parts.claim(uri)) {
            PartOrigin left = settings.compressed() ? null : part.left(uri);
            if (left != null) {
                FetchedFile whole = resumed(wanted, part, left);
                if (whole != null) {
                    return whole;
                }
            }
            return fresh(wanted, part);
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedIOException(shown(wanted) + ": interrupted");
        }
    }

    private static FetchedFile skipped(URI uri, Path there) throws IOException {
        return new FetchedFile(
                UrlText.withoutUser(uri.toString()), there, Files.size(there), 0, true);
    }

    /** Goes on with a part; null if the server has another version, or sends no ranges. */
    private @Nullable FetchedFile resumed(FetchInput wanted, PartialFile part, PartOrigin left)
            throws IOException, InterruptedException {
        long size = part.file().size();
        ByteBuffer overlap = part.tail(OVERLAP);
        long from = size - overlap.remaining();
        Request request =
                request(wanted.uri())
                        .header("Range", "bytes=" + from + "-")
                        .header("If-Range", left.validator());
        try (Response response = client.exchange(request)) {
            if (response.status() == 200) {
                return whole(wanted, part, response);
            }
            long total = ContentRange.total(response, from);
            if (response.status() == 206
                    && total >= size
                    && left.mayContinue(response.headers(), total)) {
                return more(wanted, part, response, overlap, total);
            }
            if (response.status() != 206 && response.status() != 416) {
                throw StatusFailures.refused(response, settings.longestWait());
            }
            response.discard();
            return null;
        }
    }

    private FetchedFile fresh(FetchInput wanted, PartialFile part)
            throws IOException, InterruptedException {
        Request request = request(wanted.uri());
        try (Response response =
                client.exchange(settings.compressed() ? request.acceptCompressed() : request)) {
            if (response.status() != 200 && response.status() != 203) {
                throw StatusFailures.refused(response, settings.longestWait());
            }
            return whole(wanted, part, response);
        }
    }

    private Request request(URI uri) {
        Request request = Request.get(uri);
        for (Headers.Field field : settings.headers().fields()) {
            request = request.header(field.name(), field.value());
        }
        return request;
    }

    /** A body from its first byte. */
    private FetchedFile whole(FetchInput wanted, PartialFile part, Response response)
            throws IOException {
        String name = FileNames.of(response.headers(), wanted.uri());
        Path there = places.there(name);
        if (there != null) {
            return skipped(wanted.uri(), there);
        }
        FileChannel file = part.restart();
        long total = response.length().orElse(-1);
        boolean resumable =
                !settings.compressed() && (total < 0 || total >= settings.resumeBytes());
        PartOrigin info = resumable ? PartOrigin.of(wanted.uri(), response.headers(), total) : null;
        if (info != null) {
            part.note(info);
        }
        MessageDigest digest = digest(wanted);
        long bytes = response.transferTo(new FileSink(part.path(), file, digest, received));
        check(wanted, part, digest);
        return placed(wanted, response, part, name, bytes, 0);
    }

    /** The rest of a body; null if it is the rest of another file than the one that is there. */
    private @Nullable FetchedFile more(
            FetchInput wanted, PartialFile part, Response response, ByteBuffer overlap, long total)
            throws IOException {
        FileChannel file = part.file();
        long size = file.size();
        long from = size - overlap.remaining();
        MessageDigest digest = digest(wanted);
        if (digest != null) {
            part.digest(digest, size);
        }
        FileSink sink = new FileSink(part.path(), file.position(size), digest, received);
        long bytes;
        try {
            bytes = from + response.transferTo(new OverlapSink(overlap, sink));
        } catch (OverlapSink.OtherFileException other) {
            return null;
        }
        if (bytes != total) {
            throw new HttpException(
                    HttpException.Reason.TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            "%s: the response was cut short: %d of %d bytes received",
                            shown(wanted),
                            Math.max(size, bytes),
                            total));
        }
        if (wrong(wanted, digest) != null) {
            return null;
        }
        String name = FileNames.of(response.headers(), wanted.uri());
        return placed(wanted, response, part, name, bytes, size);
    }

    private FetchedFile placed(
            FetchInput wanted,
            Response response,
            PartialFile part,
            String name,
            long bytes,
            long resumed)
            throws IOException {
        Path place = places.place(part.path(), name, shown(wanted));
        if (place == null) {
            part.discard();
            return skipped(response.uri(), settings.folder().resolve(name));
        }
        part.placed();
        return new FetchedFile(response.uri().toString(), place, bytes, resumed, false);
    }

    private @Nullable Checksum expected(FetchInput wanted) {
        return wanted.checksum() != null ? wanted.checksum() : settings.checksum();
    }

    private @Nullable MessageDigest digest(FetchInput wanted) {
        Checksum expected = expected(wanted);
        return expected == null ? null : expected.digest();
    }

    private void check(FetchInput wanted, PartialFile part, @Nullable MessageDigest digest)
            throws ChecksumException {
        String wrong = wrong(wanted, digest);
        if (wrong != null) {
            part.discard();
            throw new ChecksumException(shown(wanted) + ": " + wrong + "; the file was removed");
        }
    }

    /** What is wrong with the checksum of a file, or null. */
    private @Nullable String wrong(FetchInput wanted, @Nullable MessageDigest digest) {
        Checksum expected = expected(wanted);
        if (digest == null || expected == null) {
            return null;
        }
        String found = HexFormat.of().formatHex(digest.digest());
        return found.equals(expected.hex())
                ? null
                : "its %s is %s, and %s was expected"
                        .formatted(expected.name(), found, expected.hex());
    }

    private static String shown(FetchInput wanted) {
        return UrlText.withoutUser(wanted.uri().toString());
    }
}
