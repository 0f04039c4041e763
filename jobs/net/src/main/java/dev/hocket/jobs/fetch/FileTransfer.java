package dev.hocket.jobs.fetch;

import dev.hocket.http.Client;
import dev.hocket.http.Headers;
import dev.hocket.http.HttpException;
import dev.hocket.http.Request;
import dev.hocket.http.Response;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;

/** One attempt at one file. */
final class FileTransfer {
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
            PartialFiles.PartOrigin left = settings.compressed() ? null : part.left(uri);
            if (left != null) {
                FetchedFile whole = resumed(wanted, part, left);
                if (whole != null) {
                    return whole;
                }
            }
            return fresh(wanted, part);
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw new InterruptedIOException(uri + ": interrupted");
        }
    }

    private static FetchedFile skipped(URI uri, Path there) throws IOException {
        return new FetchedFile(uri.toString(), there, Files.size(there), 0, true);
    }

    /** Goes on with a part; null if the server has another version, or sends no ranges. */
    private @Nullable FetchedFile resumed(
            FetchInput wanted, PartialFile part, PartialFiles.PartOrigin left)
            throws IOException, InterruptedException {
        // The last byte is asked for again, so that a part that is whole already needs no rule.
        long from = part.file().size() - 1;
        Request request =
                request(wanted.uri())
                        .header("Range", "bytes=" + from + "-")
                        .header("If-Range", left.validator());
        try (Response response = client.exchange(request)) {
            if (response.status() == 200) {
                return whole(wanted, part, response);
            }
            long total = ContentRange.total(response, from);
            PartialFiles.PartOrigin now =
                    PartialFiles.PartOrigin.of(wanted.uri(), response.headers(), total);
            boolean same = now == null || now.validator().equals(left.validator());
            if (response.status() == 206 && total > from && same) {
                return more(wanted, part, response, from, total);
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
        PartialFiles.PartOrigin info =
                resumable
                        ? PartialFiles.PartOrigin.of(wanted.uri(), response.headers(), total)
                        : null;
        if (info != null) {
            part.note(info);
        }
        MessageDigest digest = digest(wanted);
        long bytes = response.transferTo(new FileSink(file, digest, received));
        check(wanted, part, digest);
        return placed(response, part, name, bytes, 0);
    }

    /** The rest of a body. */
    private FetchedFile more(
            FetchInput wanted, PartialFile part, Response response, long from, long total)
            throws IOException {
        MessageDigest digest = digest(wanted);
        if (digest != null) {
            part.digest(digest, from);
        }
        FileChannel file = part.file().truncate(from).position(from);
        long bytes = from + response.transferTo(new FileSink(file, digest, received));
        if (bytes != total) {
            throw new HttpException(
                    HttpException.Reason.TRUNCATED,
                    "%s: the answer was cut short: there are %d of %d bytes now"
                            .formatted(wanted.uri(), bytes, total));
        }
        check(wanted, part, digest);
        String name = FileNames.of(response.headers(), wanted.uri());
        return placed(response, part, name, bytes, from);
    }

    private FetchedFile placed(
            Response response, PartialFile part, String name, long bytes, long resumed)
            throws IOException {
        Path place = places.place(part.path(), name);
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
        Checksum expected = expected(wanted);
        if (digest == null || expected == null) {
            return;
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(expected.hex())) {
            part.discard();
            throw new ChecksumException(
                    "%s: its %s is %s, and %s was expected; the file was removed"
                            .formatted(wanted.uri(), expected.name(), found, expected.hex()));
        }
    }
}
