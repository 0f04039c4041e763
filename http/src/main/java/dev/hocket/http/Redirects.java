package dev.hocket.http;

import dev.hocket.http.HttpException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an answer sends the client on: RFC 9110, 15.4. */
final class Redirects {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
    private static final int SKIPPED = 64 << 10;

    private Redirects() {}

    static boolean is(Response.RawResponse answer) {
        return STATUSES.contains(answer.status()) && answer.headers().first("Location") != null;
    }

    /**
     * The next request.
     *
     * @param past the places before this one
     */
    static Request next(Request now, Response.RawResponse answer, List<URI> past, int most)
            throws HttpException {
        try {
            if (past.size() >= most) {
                throw refused(
                        past.isEmpty() ? now.uri() : past.getFirst(),
                        "more than "
                                + most
                                + " redirects; the last one led to "
                                + HttpFailures.shown(now.uri()));
            }
            URI place = target(now.uri(), answer.headers().text("Location"));
            if (place.equals(now.uri()) || past.contains(place)) {
                throw refused(
                        past.isEmpty() ? now.uri() : past.getFirst(),
                        "the redirects form a loop: "
                                + HttpFailures.shown(place)
                                + " was requested before");
            }
            boolean other = !origin(place).equals(origin(now.uri()));
            Headers headers = now.headers();
            if (other) {
                headers = headers.without("Authorization").without("Cookie");
            }
            return now.to(place, headers).withoutUser();
        } catch (HttpException refused) {
            answer.body().close();
            throw refused;
        }
    }

    private static URI target(URI from, @Nullable String location) throws HttpException {
        try {
            URI place = UrlText.resolve(from, String.valueOf(location));
            if (from.getScheme().equals("https") && place.getScheme().equals("http")) {
                throw refused(
                        from,
                        "redirected from https to "
                                + HttpFailures.shown(place)
                                + ", which is not secure");
            }
            return place;
        } catch (IllegalArgumentException bad) {
            throw refused(from, "redirected to a URL that cannot be followed: " + bad.getMessage());
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    }

    private static HttpException refused(URI uri, String why) {
        return HttpFailures.failure(Reason.REDIRECT, uri, why);
    }

    /** Reads a short rest, so that the connection can be used again. */
    static void skip(MessageBody body) {
        try {
            int all = 0;
            for (ByteBuffer bytes; all <= SKIPPED && (bytes = body.next()) != null; ) {
                all += bytes.remaining();
            }
        } catch (IOException useless) {
            // the connection is not used again
        } finally {
            body.close();
        }
    }
}
