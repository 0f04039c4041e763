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

/** How files are fetched. Immutable; each {@code with} method gives a changed copy. */
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
     * Into {@code folder}, made if it is not there; existing files stay and new ones get numbers.
     */
    public static FetchSettings into(Path folder) {
        return new FetchSettings(folder.toString());
    }

    /** The same with another rule for files that are already there. */
    public FetchSettings withExisting(ExistingFileRule rule) {
        Objects.requireNonNull(rule, "rule");
        return with(settings -> settings.existing = rule);
    }

    /** The same letting servers compress, and decompressing what comes; or not. */
    public FetchSettings withCompression(boolean compress) {
        return with(settings -> settings.compressed = compress);
    }

    /** The same with these fields in each request. */
    public FetchSettings withHeaders(Headers fields) {
        Objects.requireNonNull(fields, "fields");
        return with(settings -> settings.headers = fields);
    }

    /** The same with a checksum for every file, unless an input says its own. */
    public FetchSettings withChecksum(Checksum expected) {
        Objects.requireNonNull(expected, "expected");
        return with(settings -> settings.checksum = expected);
    }

    /** The same with a URL that the names in a list of checksums are relative to. */
    public FetchSettings withBase(URI url) {
        Objects.requireNonNull(url, "url");
        return with(settings -> settings.base = url);
    }

    /** The same with another size from which on a broken transfer is resumed. */
    public FetchSettings withResumeBytes(long least) {
        return with(settings -> settings.resumeBytes = least);
    }

    /** The same with another longest {@code Retry-After} that is waited for. */
    public FetchSettings withLongestWait(Duration longest) {
        Objects.requireNonNull(longest, "longest");
        return with(settings -> settings.longestWait = longest);
    }

    /** The same for a run that was begun earlier: no file that is younger is overwritten. */
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

    /** Where files go. */
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
