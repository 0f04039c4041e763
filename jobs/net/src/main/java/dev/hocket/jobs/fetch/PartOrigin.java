package dev.hocket.jobs.fetch;

import dev.hocket.http.Headers;
import dev.hocket.http.HttpDate;
import dev.hocket.http.UrlText;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a part is a part of: all that is known of the version that the server was sending.
 *
 * @param url without a password
 * @param validator the field of {@code If-Range}: a strong ETag or a date
 * @param total the bytes of the whole, or -1
 * @param coding how it is compressed, or nothing
 */
record PartOrigin(String url, String validator, long total, String coding) {

    /** What an answer says, or null if it gives nothing to know the version by. */
    static @Nullable PartOrigin of(URI uri, Headers headers, long total) {
        String validator = tag(headers);
        if (validator == null && isSettled(headers)) {
            validator = headers.first("Last-Modified");
        }
        boolean none = "none".equalsIgnoreCase(headers.first("Accept-Ranges"));
        return validator == null || none
                ? null
                : new PartOrigin(
                        UrlText.withoutUser(uri.toString()), validator, total, coding(headers));
    }

    private static @Nullable String tag(Headers headers) {
        String tag = headers.first("ETag");
        return tag != null && tag.startsWith("\"") ? tag : null;
    }

    private static String coding(Headers headers) {
        return String.join(",", headers.all("Content-Encoding"));
    }

    /**
     * Whether the date of a file tells its version: not if the file was changed in the second in
     * which the server answered, as it may be changed in it again (RFC 9110, 8.8.2.2).
     */
    private static boolean isSettled(Headers headers) {
        String date = headers.first("Date");
        String changed = headers.first("Last-Modified");
        Long now = date == null ? null : HttpDate.seconds(date.strip());
        Long then = changed == null ? null : HttpDate.seconds(changed.strip());
        return now == null || then == null || now > then;
    }

    /**
     * Whether a part of an answer may be one of the same version, by all that both say; the bytes
     * tell the rest.
     *
     * @param whole how many bytes the whole has now
     */
    boolean mayContinue(Headers headers, long whole) {
        String date = headers.first("Last-Modified");
        boolean same =
                validator.startsWith("\"")
                        ? validator.equals(tag(headers))
                        : date == null || validator.equals(date);
        return same && (total < 0 || total == whole) && coding.equals(coding(headers));
    }

    String text() {
        return "url: "
                + url
                + "\nversion: "
                + validator
                + "\nbytes: "
                + total
                + "\ncoding: "
                + coding
                + "\n";
    }

    static @Nullable PartOrigin read(List<String> lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        String url = fields.get("url");
        String validator = fields.get("version");
        String bytes = fields.getOrDefault("bytes", "");
        String coding = fields.get("coding");
        if (url == null || validator == null || coding == null || !bytes.matches("-?[0-9]{1,18}")) {
            return null;
        }
        return new PartOrigin(url, validator, Long.parseLong(bytes), coding);
    }
}
