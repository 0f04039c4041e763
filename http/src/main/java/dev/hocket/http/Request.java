package dev.hocket.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What to ask of a server. A request has no body: this client reads the web and does not write it.
 * Immutable; each method gives a changed copy.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param uri an absolute one with scheme {@code http} or {@code https} and a host; see {@link
 *     UrlText} for text that people write
 * @param headers fields besides those that the client sends by itself; the client's {@code
 *     User-Agent} and {@code Accept} give way to these
 * @param compressed whether to ask for a compressed body, and to give it decompressed
 */
public record Request(String method, URI uri, Headers headers, boolean compressed) {
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
                    "method " + method + ": only GET and HEAD are known");
        }
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IllegalArgumentException(
                    "'" + uri + "' has no scheme that is known here; expected http: or https:");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + uri + "' names no host; expected http://HOST/...");
        }
        for (Headers.Field field : headers.fields()) {
            check(field);
        }
    }

    private static void check(Headers.Field field) {
        if (OWN.contains(field.name().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the header '%s' is the client's own; leave it out".formatted(field.name()));
        }
        if (!HttpText.isToken(field.name())) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a header; it has letters, digits and -, as Accept-Language"
                            .formatted(field.name()));
        }
        if (!HttpText.isFieldValue(field.value())) {
            throw new IllegalArgumentException(
                    "the value of header '%s' has a line break or a control character; leave it out"
                            .formatted(field.name()));
        }
    }

    /** Asks for a page or file. */
    public static Request get(URI uri) {
        return new Request("GET", uri, Headers.none(), false);
    }

    /** Asks for the headers alone. */
    public static Request head(URI uri) {
        return new Request("HEAD", uri, Headers.none(), false);
    }

    /** The same with one more header field. */
    public Request header(String name, String value) {
        return new Request(method, uri, headers.with(name, value), compressed);
    }

    /** The same, asking for a body by gzip or deflate, which {@link Response#body()} decodes. */
    public Request acceptCompressed() {
        return new Request(method, uri, headers, true);
    }

    /** The same with the name and password of the URL in a field (RFC 7617), if it has some. */
    Request withoutUser() {
        String user = uri.getRawUserInfo();
        if (user == null) {
            return this;
        }
        URI bare = URI.create(uri.toString().replaceFirst("//[^@/]*@", "//"));
        if (headers.first("Authorization") != null) {
            return new Request(method, bare, headers, compressed);
        }
        String pair = uri.getUserInfo().contains(":") ? uri.getUserInfo() : uri.getUserInfo() + ":";
        String text = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Request(
                method, bare, headers.with("Authorization", "Basic " + text), compressed);
    }
}
