package dev.hocket.http;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Settings of a {@link Client}: limits, time-outs, proxies and trust. Immutable: each {@code with}
 * method returns a changed copy.
 */
public final class ClientSettings implements Cloneable, Serializable {
    @Serial private static final long serialVersionUID = 1;
    private static final ClientSettings DEFAULTS = new ClientSettings();

    private String userAgent = "hocket/0.1";
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration stallTimeout = Duration.ofSeconds(30);
    private Duration idleTimeout = Duration.ofSeconds(10);
    private int redirects = 10;
    private int headerBytes = 64 << 10;
    private int idlePerHost = 1024;
    private ServerTrust trust = ServerTrust.system();
    private ProxySettings proxies = ProxySettings.none();

    private ClientSettings() {}

    /**
     * The defaults: 10 s to connect, 30 s without a byte, 10 redirects, 64 KB of header, idle
     * connections kept for 10 s, no proxy, and the certificate authorities of the JDK.
     */
    public static ClientSettings defaults() {
        return DEFAULTS;
    }

    /** The same with another {@code User-Agent}. */
    public ClientSettings withUserAgent(String name) {
        if (!HttpText.isFieldValue(name) || name.isBlank()) {
            throw new IllegalArgumentException(
                    "user agent '" + name + "': expected printable Latin characters");
        }
        return with(settings -> settings.userAgent = name);
    }

    /** The same with another time-out for connecting. */
    public ClientSettings withConnectTimeout(Duration time) {
        requirePositive("connect time-out", time);
        return with(settings -> settings.connectTimeout = time);
    }

    /** The same with another time for which a server may send nothing. */
    public ClientSettings withStallTimeout(Duration time) {
        requirePositive("stall time-out", time);
        return with(settings -> settings.stallTimeout = time);
    }

    /** The same with another time for which unused connections are kept. */
    public ClientSettings withIdleTimeout(Duration time) {
        requirePositive("idle time-out", time);
        return with(settings -> settings.idleTimeout = time);
    }

    /**
     * The same with another maximum number of redirects; with 0, a redirect is returned like any
     * other response.
     */
    public ClientSettings withRedirects(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("redirects " + most + ": must not be negative");
        }
        return with(settings -> settings.redirects = most);
    }

    /** The same with another limit on the size of a response header, in bytes. */
    public ClientSettings withHeaderBytes(int most) {
        if (most < 1024 || most > 16 << 20) {
            throw new IllegalArgumentException(
                    "header bytes " + most + ": must be from 1024 to 16777216");
        }
        return with(settings -> settings.headerBytes = most);
    }

    /** The same with another number of idle connections that are kept for each host. */
    public ClientSettings withIdlePerHost(int most) {
        if (most < 0) {
            throw new IllegalArgumentException(
                    "idle connections " + most + ": must not be negative");
        }
        return with(settings -> settings.idlePerHost = most);
    }

    /** The same with other rules for which https servers are trusted. */
    public ClientSettings withTrust(ServerTrust servers) {
        Objects.requireNonNull(servers, "servers");
        return with(settings -> settings.trust = servers);
    }

    /** The same with a TLS context for https; such settings cannot be sent to other processes. */
    public ClientSettings withTls(SSLContext context) {
        return withTrust(ServerTrust.by(context));
    }

    /** The same with other proxies. */
    public ClientSettings withProxies(ProxySettings servers) {
        Objects.requireNonNull(servers, "servers");
        return with(settings -> settings.proxies = servers);
    }

    private static void requirePositive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " " + time + ": must be positive");
        }
    }

    private ClientSettings with(Consumer<ClientSettings> change) {
        try {
            ClientSettings changed = (ClientSettings) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The {@code User-Agent}. */
    public String userAgent() {
        return userAgent;
    }

    /** How long it may take to connect. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long a server may send nothing while a response is expected. */
    public Duration stallTimeout() {
        return stallTimeout;
    }

    /** How long an unused connection is kept. */
    public Duration idleTimeout() {
        return idleTimeout;
    }

    /** The maximum number of redirects. */
    public int redirects() {
        return redirects;
    }

    /** The maximum size of a response header, in bytes. */
    public int headerBytes() {
        return headerBytes;
    }

    /** How many idle connections are kept for each host. */
    public int idlePerHost() {
        return idlePerHost;
    }

    /** Which https servers are trusted. */
    public ServerTrust trust() {
        return trust;
    }

    /** The proxies. */
    public ProxySettings proxies() {
        return proxies;
    }
}
