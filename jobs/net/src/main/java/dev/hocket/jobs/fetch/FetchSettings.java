package dev.hocket.jobs.fetch;

import dev.hocket.http.Headers;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FetchTask}. Immutable: each {@code with} method returns a changed copy. */
public final class FetchSettings implements Cloneable, Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final String folder; // a text, as paths do not travel
    private ExistingFileRule existing = ExistingFileRule.NUMBER;
    private boolean compressed;
    private Headers headers = Headers.none();
    private @Nullable Checksum checksum;
    private @Nullable URI base;
    private long resumeBytes = 1 << 20;
    private Duration longestWait = Duration.ofMinutes(10);
    private @Nullable Instant since;

    private FetchSettings(String folder) {
        this.folder = folder;
    }

    /**
     * Settings for downloads into {@code folder}, which is created if necessary; existing files are
     * kept, and new ones get numbers.
     */
    public static FetchSettings into(Path folder) {
        return new FetchSettings(folder.toString());
    }

    /** The same with another rule for existing files. */
    public FetchSettings withExisting(ExistingFileRule rule) {
        Objects.requireNonNull(rule, "rule");
        return with(settings -> settings.existing = rule);
    }

    /** The same with or without compression by the server; files are stored unpacked. */
    public FetchSettings withCompression(boolean compress) {
        return with(settings -> settings.compressed = compress);
    }

    /** The same with these header fields in each request. */
    public FetchSettings withHeaders(Headers fields) {
        Objects.requireNonNull(fields, "fields");
        return with(settings -> settings.headers = fields);
    }

    /** The same with a checksum for every file whose input does not have its own. */
    public FetchSettings withChecksum(Checksum expected) {
        Objects.requireNonNull(expected, "expected");
        return with(settings -> settings.checksum = expected);
    }

    /** The same with the base URL of the names in a list of checksums. */
    public FetchSettings withBase(URI url) {
        Objects.requireNonNull(url, "url");
        return with(settings -> settings.base = url);
    }

    /** The same with another minimum size of a partial file that is resumed. */
    public FetchSettings withResumeBytes(long least) {
        return with(settings -> settings.resumeBytes = least);
    }

    /** The same with another maximum for {@code Retry-After}; longer waits are failures. */
    public FetchSettings withLongestWait(Duration longest) {
        Objects.requireNonNull(longest, "longest");
        return with(settings -> settings.longestWait = longest);
    }

    /** The same for a run that began earlier: files that are newer are not overwritten. */
    public FetchSettings withBegin(Instant time) {
        Objects.requireNonNull(time, "time");
        return with(settings -> settings.since = time);
    }

    private FetchSettings with(Consumer<FetchSettings> change) {
        try {
            FetchSettings changed = (FetchSettings) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The folder for the files. */
    public Path folder() {
        return Path.of(folder);
    }

    ExistingFileRule existing() {
        return existing;
    }

    boolean compressed() {
        return compressed;
    }

    Headers headers() {
        return headers;
    }

    @Nullable Checksum checksum() {
        return checksum;
    }

    @Nullable URI base() {
        return base;
    }

    long resumeBytes() {
        return resumeBytes;
    }

    Duration longestWait() {
        return longestWait;
    }

    @Nullable Instant since() {
        return since;
    }
}
