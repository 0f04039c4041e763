package dev.hocket.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The head of a request as it is sent. */
final class RequestHead {
    private RequestHead() {}

    static String of(Request request, ClientSettings settings) {
        URI uri = request.uri();
        StringBuilder head = new StringBuilder(256);
        head.append(request.method()).append(' ').append(target(uri)).append(" HTTP/1.1\r\nHost: ");
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
        if (request.compressed()) {
            field(head, "Accept-Encoding", "gzip, deflate");
        }
        for (Headers.Field field : headers.fields()) {
            field(head, field.name(), field.value());
        }
        return head.append("\r\n").toString();
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
