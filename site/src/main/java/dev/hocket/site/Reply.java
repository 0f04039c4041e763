package dev.hocket.site;

import dev.hocket.http.HttpDate;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The response to a request: a status, fields and a body. Immutable. */
public final class Reply {
    private final int status;
    private final String fields;
    private final ReplyBody body;
    private final @Nullable String tag;
    private final long modified;

    /** The head up to its last fields, as it is when all is sent; made once for many requests. */
    private byte @Nullable [] head;

    private Reply(int status, String fields, ReplyBody body, @Nullable String tag, long modified) {
        this.status = status;
        this.fields = fields;
        this.body = body;
        this.tag = tag;
        this.modified = modified;
    }

    /**
     * A reply of some bytes.
     *
     * @param status the status code, from 200 to 599
     * @param type the media type, such as {@code text/html; charset=utf-8}; empty for none
     * @param body the bytes, which must not be changed afterwards
     */
    public static Reply of(int status, String type, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + ": must be from 200 to 599");
        }
        Reply reply = new Reply(status, "", new ReplyBody.Bytes(body), null, -1);
        return type.isEmpty() ? reply : reply.field("Content-Type", type);
    }

    /** A page in UTF-8. */
    public static Reply html(String page) {
        return of(200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** A reply with one line of text: the status and the reason. */
    public static Reply error(int status, String why) {
        String text = status + " " + StatusLine.phrase(status) + ": " + why + "\n";
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A redirect. */
    public static Reply redirect(int status, String location) {
        return error(status, "it is at " + location).field("Location", location);
    }

    static Reply file(ReplyBody.File file, String type, String tag, long modified) {
        return new Reply(200, "", file, tag, modified).field("Content-Type", type);
    }

    /**
     * The same with another field.
     *
     * @throws IllegalArgumentException if the name or value cannot be sent on one line
     */
    public Reply field(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]+") || !value.chars().allMatch(Reply::isPrintable)) {
            throw new IllegalArgumentException(
                    "field '%s: %s': must be a name and printable characters of ASCII"
                            .formatted(name, value));
        }
        return new Reply(status, fields + name + ": " + value + "\r\n", body, tag, modified);
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 0x7f;
    }

    /**
     * The same with an entity tag and a modification time, which enable conditional requests and
     * ranges.
     *
     * @param tag the tag, quoted, such as {@code "v1"}
     * @param millis since 1970; negative for none
     */
    public Reply validators(String tag, long millis) {
        Objects.requireNonNull(tag, "tag");
        if (!tag.matches("(W/)?\"[!#-~]*\"")) {
            throw new IllegalArgumentException(
                    "entity tag " + tag + ": must be quoted and of printable characters");
        }
        return new Reply(status, fields, body, tag, millis);
    }

    Reply body(ReplyBody other) {
        return new Reply(status, fields, other, tag, modified);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    String fields() {
        return fields;
    }

    ReplyBody body() {
        return body;
    }

    @Nullable String tag() {
        return tag;
    }

    /** When it was changed, in milliseconds since 1970, or -1 where that is not known. */
    long modified() {
        return modified;
    }

    /** The fields that also a reply without its body has. */
    String validatorFields() {
        StringBuilder text = new StringBuilder(96);
        if (tag != null) {
            text.append("ETag: ").append(tag).append("\r\n");
        }
        if (modified >= 0) {
            text.append("Last-Modified: ").append(HttpDate.text(modified)).append("\r\n");
        }
        return text.toString();
    }

    /** The head of the whole reply, but for what depends on the connection and the time. */
    byte[] head() {
        byte[] made = head;
        if (made == null) {
            String ranges = tag != null && status == 200 ? "Accept-Ranges: bytes\r\n" : "";
            made =
                    StatusLine.head(
                            status,
                            fields
                                    + validatorFields()
                                    + ranges
                                    + (status == 204 || status == 304
                                            ? ""
                                            : "Content-Length: " + body.length() + "\r\n"));
            head = made;
        }
        return made;
    }
}
