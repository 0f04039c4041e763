package dev.hocket.jobs.fetch;

import dev.hocket.http.UrlText;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An input: a URL, and after it, if wanted, what the file must hash to; or a line of a list that
 * {@code sha256sum} and its kin write, with a URL or a name in it.
 *
 * @param checksum the hash, or null
 */
record FetchInput(URI uri, @Nullable Checksum checksum) {
    /** Lines of lists of checksums; apart, so that URLs alone do not wait for the patterns. */
    private static final class ListLines {
        private static final String HASH =
                "[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128}";

        /** {@code HASH NAME}, with a star before the name for binary files. */
        static final Pattern SUM = Pattern.compile("(" + HASH + ") [ *](\\S.*)");

        /** {@code SHA256 (NAME) = HASH}. */
        static final Pattern TAGGED =
                Pattern.compile("(MD5|SHA1|SHA256|SHA512) \\((.+)\\) = (" + HASH + ")");
    }

    /**
     * Reads an input.
     *
     * @param base what the names in a list of checksums are relative to, or null
     * @throws IllegalArgumentException if it is none, with the reason
     */
    static FetchInput parse(String text, @Nullable URI base) {
        String line = text.strip();
        FetchInput listed = line.startsWith("http") ? null : listed(line, base);
        if (listed != null) {
            return listed;
        }
        int space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
        if (space > 0 && Checksum.begins(line.substring(space + 1))) {
            return new FetchInput(
                    UrlText.parse(line.substring(0, space)),
                    Checksum.parse(line.substring(space + 1)));
        }
        return new FetchInput(UrlText.parse(line), null);
    }

    /** Whether a line is one of a list of checksums whose names are not URLs. */
    static boolean needsBase(String line) {
        if (line.startsWith("http")) {
            return false;
        }
        Matcher sum = ListLines.SUM.matcher(line.strip());
        Matcher tagged = ListLines.TAGGED.matcher(line.strip());
        String name = sum.matches() ? sum.group(2) : tagged.matches() ? tagged.group(2) : "://";
        return !name.contains("://");
    }

    private static @Nullable FetchInput listed(String line, @Nullable URI base) {
        Matcher sum = ListLines.SUM.matcher(line);
        Matcher tagged = ListLines.TAGGED.matcher(line);
        if (sum.matches()) {
            return listed(sum.group(2), Checksum.of(sum.group(1)), base);
        }
        if (tagged.matches()) {
            Checksum checksum = Checksum.parse(tagged.group(1) + ":" + tagged.group(3));
            return listed(tagged.group(2), checksum, base);
        }
        return null;
    }

    private static FetchInput listed(String name, Checksum checksum, @Nullable URI base) {
        if (name.contains("://")) {
            return new FetchInput(UrlText.parse(name), checksum);
        }
        if (base == null) {
            throw new IllegalArgumentException(
                    "'%s' is a name in a list of checksums; say where the files are with --base URL"
                            .formatted(name));
        }
        String path = name.startsWith("./") ? name.substring(2) : name;
        String escaped = path.replace("%", "%25").replace("?", "%3F").replace("#", "%23");
        return new FetchInput(UrlText.resolve(base, "./" + escaped), checksum);
    }
}
