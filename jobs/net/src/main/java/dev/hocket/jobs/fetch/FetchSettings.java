package dev.hocket.jobs.fetch;

import dev.hocket.http.Headers;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How files are fetched. Immutable; each method gives a changed copy.
 *
 * @param folder where they go; made if it is not there
 * @param existing what to do where a file is already there
 * @param compressed whether to let servers compress, and to decompress what comes
 * @param headers fields to send with each request
 * @param checksum what every file must hash to, or null; an input may say its own
 * @param resumeBytes from how many bytes on a body is worth going on with where it broke
 * @param longestWait the longest {@code Retry-After} that is waited for
 */
public record FetchSettings(
        Path folder,
        ExistingFileRule existing,
        boolean compressed,
        Headers headers,
        @Nullable Checksum checksum,
        long resumeBytes,
        Duration longestWait)
        implements Serializable {
    public FetchSettings {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(longestWait, "longestWait");
    }

    /** Into {@code folder}; existing files are kept and new ones numbered. */
    public static FetchSettings into(Path folder) {
        return new FetchSettings(
                folder,
                ExistingFileRule.NUMBER,
                false,
                Headers.none(),
                null,
                1 << 20,
                Duration.ofMinutes(10));
    }

    /** The same with another rule for files that are already there. */
    public FetchSettings existing(ExistingFileRule rule) {
        return new FetchSettings(
                folder, rule, compressed, headers, checksum, resumeBytes, longestWait);
    }

    /** The same with compression or without. */
    public FetchSettings compressed(boolean compress) {
        return new FetchSettings(
                folder, existing, compress, headers, checksum, resumeBytes, longestWait);
    }

    /** The same with these fields in each request. */
    public FetchSettings headers(Headers fields) {
        return new FetchSettings(
                folder, existing, compressed, fields, checksum, resumeBytes, longestWait);
    }

    /** The same with a checksum for every file. */
    public FetchSettings checksum(Checksum expected) {
        return new FetchSettings(
                folder, existing, compressed, headers, expected, resumeBytes, longestWait);
    }

    /** The same with another size from which on bodies are resumed. */
    public FetchSettings resumeBytes(long least) {
        return new FetchSettings(
                folder, existing, compressed, headers, checksum, least, longestWait);
    }

    /** The same with another longest wait. */
    public FetchSettings longestWait(Duration longest) {
        return new FetchSettings(
                folder, existing, compressed, headers, checksum, resumeBytes, longest);
    }
}
