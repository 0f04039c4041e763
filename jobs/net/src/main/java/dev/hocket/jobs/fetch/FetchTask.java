package dev.hocket.jobs.fetch;

import dev.hocket.AsyncTask;
import dev.hocket.Task;
import dev.hocket.jobs.http.Client;
import dev.hocket.jobs.http.Departed;
import dev.hocket.jobs.http.HttpException;
import java.io.IOException;
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
public final class FetchTask implements Task<String, Fetched> {
    private final Client client;
    private final FetchSettings settings;
    private final Parts parts;
    private final Places places;
    private final LongAdder received = new LongAdder();

    /**
     * A task.
     *
     * @param client asks the servers; stays open
     */
    public FetchTask(Client client, FetchSettings settings) {
        this.client = client;
        this.settings = settings;
        this.parts = new Parts(settings.folder());
        this.places = new Places(settings.folder(), settings.existing());
    }

    @Override
    public Fetched run(String input) throws IOException, InterruptedException {
        Wanted wanted = Wanted.parse(input);
        return new Transfer(client, settings, parts, places, received).run(wanted);
    }

    /** The same without blocking: each attempt on a virtual thread of its own. */
    public AsyncTask<String, Fetched> async() {
        return input -> Departed.run("hocket-fetch", () -> run(input));
    }

    /** How many bytes have come in all attempts so far. */
    public long received() {
        return received.sum();
    }

    /** The host of an input, for limits; empty if it is no URL. */
    public static String host(String input) {
        try {
            URI uri = Wanted.parse(input).uri();
            return uri.getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** The name that an input's file gets, unless the server gives another or it is taken. */
    public static String name(String input) {
        return FileNames.of(Wanted.parse(input).uri());
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
