package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** What failures say. */
final class HttpFailures {
    private static final int SHOWN = 200;

    private HttpFailures() {}

    /** A URL for messages: without a password, and not endless. */
    static String shown(URI uri) {
        String text = UrlText.withoutUser(uri.toString());
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    static HttpException failure(Reason reason, URI uri, String what) {
        return new HttpException(reason, shown(uri) + ": " + what);
    }

    static HttpException stalled(URI uri, long nanos) {
        return failure(
                Reason.STALLED,
                uri,
                "the server sent nothing for " + time(Duration.ofNanos(nanos)));
    }

    static HttpException unknownHost(URI uri) {
        return unknownHost(uri, uri);
    }

    /** The name of the server, or of the proxy in its place, has no address. */
    static HttpException unknownHost(URI uri, URI place) {
        return failure(
                Reason.CONNECT,
                uri,
                "the %s '%s' is not known; check its name"
                        .formatted(place.equals(uri) ? "host" : "proxy", place.getHost()));
    }

    /** The certificate of a server does not prove who it is. */
    static HttpException untrusted(URI uri, String why) {
        return failure(
                Reason.TLS,
                uri,
                ("no secure connection to %s: %s; if you know that it is the right server, trust"
                     + " its certificate (--cacert FILE), or skip the verification (--insecure)")
                        .formatted(uri.getHost(), why));
    }

    static HttpException headerTooLarge(URI uri, int most) {
        return failure(
                Reason.TOO_LARGE, uri, "the response header has more than " + most + " bytes");
    }

    static HttpException cutShort(URI uri, long received, long expected) {
        return failure(
                Reason.TRUNCATED,
                uri,
                String.format(
                        Locale.ROOT,
                        "the response was cut short: %d of %d bytes received",
                        received,
                        expected));
    }

    static HttpException broken(URI uri, IOException failed) {
        return failure(
                Reason.TRUNCATED,
                uri,
                "the connection broke before the response was complete (" + reason(failed) + ")");
    }

    /** What an exception says, or what it is if it says nothing. */
    static String reason(IOException failed) {
        Throwable cause = failed.getCause() instanceof IOException deeper ? deeper : failed;
        String message = cause.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    static HttpException malformed(URI uri, String what) {
        return failure(Reason.MALFORMED, uri, "malformed HTTP response: " + what);
    }

    /** A part of what a server sent, fit to be shown. */
    static String printable(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return shown.replaceAll("[^ -~]", "?");
    }

    static String time(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
