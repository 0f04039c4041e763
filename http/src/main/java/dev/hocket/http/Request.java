package dev.hocket.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A request. It has no body, since this client only reads. Immutable: each method returns a changed
 * copy.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param uri an absolute URI with the scheme {@code http} or {@code https} and a host; see {@link
 *     UrlText} for text that users write
 * @param headers further fields; they replace the client's {@code User-Agent} and {@code Accept}
 * @param compressed whether to request a compressed body
 * @param decoded whether to decompress the body if it is compressed, requested or not
 */
public record Request(
        String method, URI uri, Headers headers, boolean compressed, boolean decoded) {
    private static final Set<String> OWN =
            Set.of(
                    "connection",
                    "content-length",
                    "expect",
                    "host",
                    "keep-alive",
                    "te",
                    "transfer-encoding",
                    "upgrade");

    public Request {
        Objects.requireNonNull(headers, "headers");
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new IllegalArgumentException(
                    "method " + method + ": only GET and HEAD are supported");
        }
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(
                    "'"
                            + HttpFailures.shown(uri)
                            + "' has no supported scheme; expected http: or https:");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + HttpFailures.shown(uri) + "' names no host; expected http://HOST/...");
        }
        for (Headers.Field field : headers.fields()) {
            check(field);
        }
    }

    private static void check(Headers.Field field) {
        if (OWN.contains(field.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the header '%s' is set by the client; leave it out".formatted(field.name()));
        }
        if (!HttpText.isToken(field.name())) {
            throw new IllegalArgumentException(
                    "'%s' is not a header name, such as Accept-Language: letters, digits and -"
                            .formatted(field.name()));
        }
        if (!HttpText.isFieldValue(field.value())) {
            throw new IllegalArgumentException(
                    "the value of header '%s' has a line break or a control character; leave it out"
                            .formatted(field.name()));
        }
    }

    /** A request for a page or file. */
    public static Request get(URI uri) {
        return new Request("GET", uri, Headers.none(), false, false);
    }

    /** A request for only the headers. */
    public static Request head(URI uri) {
        return new Request("HEAD", uri, Headers.none(), false, false);
    }

    /** The same with one more header field. */
    public Request header(String name, String value) {
        return new Request(method, uri, headers.with(name, value), compressed, decoded);
    }

    /**
     * The same, which accepts a body compressed by gzip or deflate; {@link Response#body()}
     * decompresses it.
     */
    public Request acceptCompressed() {
        return new Request(method, uri, headers, true, true);
    }

    /** The same, which decompresses a body that is compressed although this was not requested. */
    public Request decompressed() {
        return new Request(method, uri, headers, compressed, true);
    }

    /** The same for another URL, with other fields. */
    Request to(URI place, Headers fields) {
        return new Request(method, place, fields, compressed, decoded);
    }

    /** The same with the name and password of the URL in a field (RFC 7617), if it has some. */
    Request withoutUser() {
        String user = uri.getRawUserInfo();
        if (user == null) {
            return this;
        }
        URI bare = URI.create(UrlText.withoutUser(uri.toString()));
        if (headers.first("Authorization") != null) {
            return to(bare, headers);
        }
        return to(bare, headers.with("Authorization", basic(uri)));
    }

    /** The name and password of a URL as a field has them. */
    static String basic(URI uri) {
        String user = uri.getUserInfo();
        String pair = user.contains(":") ? user : user + ":";
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
