package dev.hocket.jobs.fetch;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.HttpException;
import dev.hocket.http.InterruptibleFuture;
import dev.hocket.http.UrlText;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Downloads the file of a URL into a folder. An input is a URL as users write it, optionally
 * followed by a space and a checksum ({@code sha256:...}).
 *
 * <p>A file appears under its name only when it is complete. An interrupted download leaves a
 * partial file, which the next attempt continues if the server confirms that it has the same
 * version.
 */
public final class FetchTask implements Task<String, FetchedFile>, AutoCloseable {
    @Serial private static final long serialVersionUID = 1;

    private final transient Client client;
    private final transient FetchSettings settings;
    private final transient PartialFiles parts;
    private final transient FilePlacement places;
    private final transient RunClaims claims;
    private final transient LongAdder received = new LongAdder();

    /**
     * A task.
     *
     * @param client sends the requests; the task does not close it
     */
    public FetchTask(Client client, FetchSettings settings) {
        this(client, settings, new RunClaims());
    }

    private FetchTask(Client client, FetchSettings settings, RunClaims claims) {
        this.client = client;
        this.settings = settings;
        this.claims = claims;
        this.parts = new PartialFiles(settings.folder());
        this.places = new FilePlacement(settings, claims);
    }

    @Override
    public FetchedFile run(String input) throws IOException, InterruptedException {
        FetchInput wanted = FetchInput.parse(input, settings.base());
        return new FileTransfer(client, settings, parts, places, received).run(wanted);
    }

    /** The non-blocking form of the task: each attempt runs on its own virtual thread. */
    public AsyncTask<String, FetchedFile> async() {
        return input -> InterruptibleFuture.run("hocket-fetch", () -> run(input));
    }

    /** Another process gets a client of its own, with the same settings and names of files. */
    @Serial
    private Object writeReplace() {
        boolean overwrites = settings.existing() == ExistingFileRule.OVERWRITE;
        String shared = overwrites ? claims.share().toString() : null;
        return new SerializedForm(client.settings(), settings, shared);
    }

    @Serial
    private void readObject(ObjectInputStream from) throws InvalidObjectException {
        throw new InvalidObjectException("a fetch task travels as its settings");
    }

    private record SerializedForm(
            ClientSettings client, FetchSettings settings, @Nullable String claims)
            implements Serializable {
        @Serial
        private Object readResolve() {
            RunClaims names = claims == null ? new RunClaims() : new RunClaims(Path.of(claims));
            return new FetchTask(Client.open(client), settings, names);
        }
    }

    /** Removes the data that processes of the run share. The client remains open. */
    @Override
    public void close() throws IOException {
        claims.close();
    }

    /** An input without the name and password in its URL, for messages and logs. */
    public static String shown(String input) {
        return UrlText.withoutUser(input);
    }

    /** Whether an input is a line of a list of checksums, which names a file instead of a URL. */
    public static boolean isChecksumOfName(String input) {
        return FetchInput.needsBase(input);
    }

    /** How many bytes all attempts in this process have received so far. */
    public long received() {
        return received.sum();
    }

    /** The host of an input, for limits; empty if it is not a URL. */
    public String host(String input) {
        return host(input, settings.base());
    }

    private static String host(String input, @Nullable URI base) {
        String plain = plainHost(input);
        if (plain != null) {
            return plain;
        }
        try {
            URI uri = FetchInput.parse(input, base).uri();
            return uri.getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** The host if it stands plainly between slashes, as in most inputs; else null. */
    private static @Nullable String plainHost(String input) {
        boolean http = input.startsWith("http://") || input.startsWith("https://");
        int start = input.indexOf('/') + 2;
        int end = input.indexOf('/', start);
        if (!http || end <= start) {
            return null;
        }
        for (int i = start; i < end; i++) {
            char c = input.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-')) {
                return null;
            }
        }
        return input.substring(start, end);
    }

    /**
     * The name of an input's file, unless the server sends another name or the name is already
     * used.
     */
    public String name(String input) {
        return FileNames.of(FetchInput.parse(input, settings.base()).uri());
    }

    /** Whether a failure of this task is transient. */
    public static boolean isPassing(Throwable failure) {
        return switch (failure) {
            case HttpException http -> http.reason().isPassing();
            case StatusException status -> status.isPassing();
            case ChecksumException _, FileSystemException _ -> false;
            case IOException _ -> true;
            default -> false;
        };
    }
}
