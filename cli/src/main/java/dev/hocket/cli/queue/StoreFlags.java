package dev.hocket.cli.queue;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.queue.Queue;
import dev.hocket.queue.QueueException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where the queue is: {@code --store}, else {@code HOCKET_STORE}, else a file of the user. */
public final class StoreFlags {
    private static final String VARIABLE = "HOCKET_STORE";
    private static final String PASSWORD = "HOCKET_STORE_PASSWORD";

    private StoreFlags() {}

    /** Adds the option. */
    public static void describe(CommandOptions options) {
        options.option(
                "FILE|URL",
                "The queue's store: a file of this machine, or the JDBC URL of a database. Default:"
                        + " $HOCKET_STORE, else ~/.local/share/hocket/queue.db. The password of a"
                        + " database comes from $HOCKET_STORE_PASSWORD, $PGPASSWORD or ~/.pgpass.",
                "--store");
    }

    /** Opens the queue. */
    public static Queue open(ParsedLine words) throws SetUpException {
        return open(words.value("--store"), System.getenv());
    }

    static Queue open(@Nullable String option, Map<String, String> environment)
            throws SetUpException {
        String store = option == null ? environment.get(VARIABLE) : option;
        try {
            if (store == null || store.isEmpty()) {
                return Queue.open(defaultFile(environment));
            }
            return store.startsWith("jdbc:")
                    ? openUrl(store, environment)
                    : Queue.open(Path.of(store));
        } catch (QueueException failed) {
            String where = store == null || store.isEmpty() ? "" : " '" + shown(store) + "'";
            throw new SetUpException(
                    "the store" + where + " cannot be opened: " + failed.getMessage(), failed);
        }
    }

    private static Queue openUrl(String url, Map<String, String> environment)
            throws SetUpException {
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new SetUpException(
                    "the store's URL contains a password, which other users can read in the list of"
                            + " processes; put it into $HOCKET_STORE_PASSWORD or ~/.pgpass");
        }
        if (url.startsWith("jdbc:sqlite:")) {
            return Queue.open(Path.of(url.substring("jdbc:sqlite:".length())));
        }
        Properties properties = new Properties();
        String password = environment.getOrDefault(PASSWORD, environment.get("PGPASSWORD"));
        if (password != null) {
            properties.setProperty("password", password);
        }
        String user = environment.get("PGUSER");
        if (user != null && !url.contains("user=")) {
            properties.setProperty("user", user);
        }
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        return Queue.open(url, properties);
    }

    /** A URL without what comes after the question mark. */
    private static String shown(String store) {
        int query = store.indexOf('?');
        return query < 0 ? store : store.substring(0, query);
    }

    private static Path defaultFile(Map<String, String> environment) {
        String data = environment.get("XDG_DATA_HOME");
        Path folder =
                data == null || data.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(data);
        return folder.resolve("hocket").resolve("queue.db");
    }
}
