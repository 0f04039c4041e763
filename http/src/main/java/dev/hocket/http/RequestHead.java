package dev.hocket.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The head of a request as it is sent. */
final class RequestHead {
    private RequestHead() {}

    /**
     * The head.
     *
     * @param proxy what is asked in the server's place, or null
     */
    static String of(Request request, ClientSettings settings, @Nullable URI proxy) {
        URI uri = request.uri();
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ');
        if (proxy != null) {
            head.append(uri.getScheme()).append("://").append(uri.getRawAuthority());
        }
        head.append(target(uri)).append(" HTTP/1.1\r\nHost: ");
        head.append(uri.getHost());
        if (uri.getPort() >= 0 && uri.getPort() != 80) {
            head.append(':').append(uri.getPort());
        }
        head.append("\r\n");
        Headers headers = request.headers();
        if (headers.first("User-Agent") == null) {
            field(head, "User-Agent", settings.userAgent());
        }
        if (headers.first("Accept") == null) {
            field(head, "Accept", "*/*");
        }
        if (headers.first("Accept-Encoding") == null) {
            field(head, "Accept-Encoding", codings(request));
        }
        if (proxy != null && proxy.getRawUserInfo() != null) {
            field(head, "Proxy-Authorization", Request.basic(proxy));
        }
        for (Headers.Field field : headers.fields()) {
            field(head, field.name(), field.value());
        }
        return head.append("\r\n").toString();
    }

    /** Without a word of it, a server may compress as it likes (RFC 9110, 12.5.3). */
    static String codings(Request request) {
        return request.compressed() ? "gzip, deflate" : "identity";
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** The path and query, in ASCII. */
    private static String target(URI uri) {
        URI ascii = isAscii(uri.getRawPath()) && isAscii(uri.getRawQuery()) ? uri : ascii(uri);
        String path = ascii.getRawPath();
        String query = ascii.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static URI ascii(URI uri) {
        return URI.create(uri.toASCIIString());
    }

    private static boolean isAscii(@Nullable String text) {
        if (text != null) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= 0x7f) {
                    return false;
                }
            }
        }
        return true;
    }
}
