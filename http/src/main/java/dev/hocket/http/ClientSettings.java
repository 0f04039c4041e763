package dev.hocket.http;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Client} allows. Immutable; each method gives a changed copy.
 *
 * @param userAgent what it calls itself
 * @param connectTimeout how long it may take to connect
 * @param stallTimeout how long a server may send nothing while something is expected of it
 * @param idleTimeout how long an unused connection is kept
 * @param redirects how many redirects are followed; with 0 they are answers like others
 * @param headerBytes how many bytes the header of an answer may have
 * @param idlePerHost how many unused connections to one host are kept
 * @param tls whom to trust on https, or null for those whom the JDK trusts
 */
public record ClientSettings(
        String userAgent,
        Duration connectTimeout,
        Duration stallTimeout,
        Duration idleTimeout,
        int redirects,
        int headerBytes,
        int idlePerHost,
        @Nullable SSLContext tls)
        implements Serializable {
    private static final ClientSettings DEFAULTS =
            new ClientSettings(
                    "hocket/0.1",
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    10,
                    64 << 10,
                    1024,
                    null);

    public ClientSettings {
        if (!HttpText.isFieldValue(userAgent) || userAgent.isBlank()) {
            throw new IllegalArgumentException(
                    "user agent '" + userAgent + "': expected printable Latin letters");
        }
        positive("connect time-out", connectTimeout);
        positive("stall time-out", stallTimeout);
        positive("idle time-out", idleTimeout);
        if (redirects < 0) {
            throw new IllegalArgumentException("redirects " + redirects + ": must not be negative");
        }
        if (headerBytes < 1024 || headerBytes > 16 << 20) {
            throw new IllegalArgumentException(
                    "header bytes " + headerBytes + ": must be from 1024 to 16777216");
        }
        if (idlePerHost < 0) {
            throw new IllegalArgumentException(
                    "idle connections " + idlePerHost + ": must not be negative");
        }
    }

    private static void positive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " " + time + ": must be positive");
        }
    }

    /**
     * 10 s to connect, 30 s without a byte, 10 redirects, 64 KB of header, connections kept for 10
     * s.
     */
    public static ClientSettings defaults() {
        return DEFAULTS;
    }

    /** The same under another name. */
    public ClientSettings userAgent(String name) {
        return new ClientSettings(
                name,
                connectTimeout,
                stallTimeout,
                idleTimeout,
                redirects,
                headerBytes,
                idlePerHost,
                tls);
    }

    /** The same with another time to connect. */
    public ClientSettings connectTimeout(Duration time) {
        return new ClientSettings(
                userAgent,
                time,
                stallTimeout,
                idleTimeout,
                redirects,
                headerBytes,
                idlePerHost,
                tls);
    }

    /** The same with another time without a byte. */
    public ClientSettings stallTimeout(Duration time) {
        return new ClientSettings(
                userAgent,
                connectTimeout,
                time,
                idleTimeout,
                redirects,
                headerBytes,
                idlePerHost,
                tls);
    }

    /** The same with another time for which unused connections are kept. */
    public ClientSettings idleTimeout(Duration time) {
        return new ClientSettings(
                userAgent,
                connectTimeout,
                stallTimeout,
                time,
                redirects,
                headerBytes,
                idlePerHost,
                tls);
    }

    /** The same with another number of redirects to follow; 0 for none. */
    public ClientSettings redirects(int most) {
        return new ClientSettings(
                userAgent,
                connectTimeout,
                stallTimeout,
                idleTimeout,
                most,
                headerBytes,
                idlePerHost,
                tls);
    }

    /** The same with another bound on the header of an answer. */
    public ClientSettings headerBytes(int most) {
        return new ClientSettings(
                userAgent,
                connectTimeout,
                stallTimeout,
                idleTimeout,
                redirects,
                most,
                idlePerHost,
                tls);
    }

    /** The same that trusts others on https. */
    public ClientSettings tls(SSLContext trust) {
        return new ClientSettings(
                userAgent,
                connectTimeout,
                stallTimeout,
                idleTimeout,
                redirects,
                headerBytes,
                idlePerHost,
                Objects.requireNonNull(trust, "trust"));
    }
}
