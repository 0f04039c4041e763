package dev.hocket.jobs.fetch;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.HttpException;
import dev.hocket.http.InterruptibleFuture;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Fetches the file of a URL into a folder. An input is a URL as people write it, and after it, if
 * wanted, a space and what the file must hash to ({@code sha256:...}).
 *
 * <p>A file appears under its name when it is whole, and not before. A transfer that breaks leaves
 * its part, and the next attempt goes on with it if the server says that it still has the same
 * version.
 */
public final class FetchTask implements Task<String, FetchedFile> {
    @Serial private static final long serialVersionUID = 1;

    private final transient Client client;
    private final transient FetchSettings settings;
    private final transient PartialFiles parts;
    private final transient FilePlacement places;
    private final transient LongAdder received = new LongAdder();

    /**
     * A task.
     *
     * @param client asks the servers; stays open
     */
    public FetchTask(Client client, FetchSettings settings) {
        this.client = client;
        this.settings = settings;
        this.parts = new PartialFiles(settings.folder());
        this.places = new FilePlacement(settings.folder(), settings.existing());
    }

    @Override
    public FetchedFile run(String input) throws IOException, InterruptedException {
        FetchInput wanted = FetchInput.parse(input);
        return new FileTransfer(client, settings, parts, places, received).run(wanted);
    }

    /** The same without blocking: each attempt on a virtual thread of its own. */
    public AsyncTask<String, FetchedFile> async() {
        return input -> InterruptibleFuture.run("hocket-fetch", () -> run(input));
    }

    /** Another process gets a client of its own, with the same settings. */
    @Serial
    private Object writeReplace() {
        return new SerializedForm(client.settings(), settings);
    }

    @Serial
    private void readObject(ObjectInputStream from) throws InvalidObjectException {
        throw new InvalidObjectException("a fetch task travels as its settings");
    }

    private record SerializedForm(ClientSettings client, FetchSettings settings)
            implements Serializable {
        @Serial
        private Object readResolve() {
            return new FetchTask(Client.open(client), settings);
        }
    }

    /** How many bytes have come in all attempts so far, in this process. */
    public long received() {
        return received.sum();
    }

    /** The host of an input, for limits; empty if it is no URL. */
    public static String host(String input) {
        String plain = plainHost(input);
        if (plain != null) {
            return plain;
        }
        try {
            URI uri = FetchInput.parse(input).uri();
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

    /** The name that an input's file gets, unless the server gives another or it is taken. */
    public static String name(String input) {
        return FileNames.of(FetchInput.parse(input).uri());
    }

    /** Whether a failure of this task may be another the next time. */
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
