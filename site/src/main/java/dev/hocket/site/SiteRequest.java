package dev.hocket.site;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The head of one request. Immutable. */
public final class SiteRequest {
    private final String method;
    private final String target;
    private final int minor;
    private final String[] names;
    private final String[] values;
    private final boolean special;

    /**
     * @param minor the digit after {@code HTTP/1.}
     * @param names of the fields, in lower case
     * @param special whether a field asks for less than the whole reply
     */
    SiteRequest(
            String method,
            String target,
            int minor,
            String[] names,
            String[] values,
            boolean special) {
        this.method = method;
        this.target = target;
        this.minor = minor;
        this.names = names;
        this.values = values;
        this.special = special;
    }

    /** The method, such as {@code GET}. */
    public String method() {
        return method;
    }

    /** The target as it was sent, with its query, percent-encoded; begins with a slash. */
    public String target() {
        return target;
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The query, without the question mark; empty if there is none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /**
     * The value of a field, whose name is case-insensitive; repeated fields are joined by commas.
     * Null if there is no such field.
     */
    public @Nullable String field(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String found = null;
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(wanted)) {
                found = found == null ? values[i] : found + ", " + values[i];
            }
        }
        return found;
    }

    /** How many fields have this name, in lower case. */
    int count(String name) {
        int count = 0;
        for (String each : names) {
            count += each.equals(name) ? 1 : 0;
        }
        return count;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isRead() {
        return method.equals("GET") || isHead();
    }

    /** Whether the client speaks HTTP/1.0. */
    boolean isOld() {
        return minor == 0;
    }

    /** Whether it has conditions or ranges. */
    boolean isSpecial() {
        return special;
    }

    /** Whether the client means to send more on this connection. */
    boolean keepsAlive() {
        String connection = field("connection");
        if (connection == null) {
            return !isOld();
        }
        String options = "," + connection.toLowerCase(Locale.ROOT).replace(" ", "") + ",";
        return !options.contains(",close,") && (!isOld() || options.contains(",keep-alive,"));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
