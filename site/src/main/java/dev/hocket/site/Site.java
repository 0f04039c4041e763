package dev.hocket.site;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A site to be served over HTTP/1.1: what it has, where, and how well or badly. Immutable; each
 * {@code with} method gives a changed copy.
 *
 * <pre>{@code
 * try (SiteServer server = Site.of(folder).withPort(0).withLatency(Duration.ofMillis(20)).start()) {
 *     fetch(server.uri().resolve("/index.html"));
 * }
 * }</pre>
 */
public final class Site implements Cloneable {
    private final @Nullable Path folder;
    private final @Nullable SiteContent content;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port = 8000;
    private int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
    private int connections = 16_384;
    private boolean hidden;
    private Duration latency = Duration.ZERO;
    private long bandwidth;
    private double failRate;
    private SimulatedFailure failure = SimulatedFailure.UNAVAILABLE;
    private Duration headTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofSeconds(60);
    private Duration sendTimeout = Duration.ofSeconds(30);
    private @Nullable BiConsumer<String, Integer> visits;

    private Site(@Nullable Path folder, @Nullable SiteContent content) {
        this.folder = folder;
        this.content = content;
    }

    /**
     * The files below a folder; of a folder its {@code index.html}, or a list of its files. Links
     * are followed as long as they stay within.
     */
    public static Site of(Path folder) {
        return new Site(Objects.requireNonNull(folder, "folder"), null);
    }

    /** What a program says to each request. */
    public static Site of(SiteContent content) {
        return new Site(null, Objects.requireNonNull(content, "content"));
    }

    /** At another port; 0 for any free one. 8000 by default. */
    public Site withPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": must be from 0 to 65535");
        }
        return with(site -> site.port = port);
    }

    /** At another address of this machine; by default only programs on it reach the site. */
    public Site withAddress(InetAddress address) {
        Objects.requireNonNull(address, "address");
        return with(site -> site.address = address);
    }

    /** On so many threads; by default half as many as there are cores, and four at most. */
    public Site withThreads(int threads) {
        requirePositive("threads", threads);
        return with(site -> site.threads = threads);
    }

    /**
     * With so many connections at most, 16,384 by default. When one more comes, the one that has
     * been idle longest is closed.
     */
    public Site withConnections(int most) {
        requirePositive("connections", most);
        return with(site -> site.connections = most);
    }

    /** With files and folders whose names begin with a dot, which are left out otherwise. */
    public Site withHidden(boolean served) {
        return with(site -> site.hidden = served);
    }

    /** Each answer comes so much later. */
    public Site withLatency(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency " + latency + ": must not be negative");
        }
        return with(site -> site.latency = latency);
    }

    /** All clients together get so many bytes a second; 0 for as many as can be. */
    public Site withBandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bandwidth " + bytesPerSecond + ": must not be negative");
        }
        return with(site -> site.bandwidth = bytesPerSecond);
    }

    /**
     * Some requests fail, evenly spread and the same ones each time.
     *
     * @param rate their share, from 0 to 1
     * @param failure in which way
     */
    public Site withFailures(double rate, SimulatedFailure failure) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("fail rate " + rate + ": must be from 0 to 1");
        }
        Objects.requireNonNull(failure, "failure");
        return with(site -> {
            site.failRate = rate;
            site.failure = failure;
        });
    }

    /**
     * With other bounds on what clients may keep it waiting for; one that oversteps them loses its
     * connection.
     *
     * @param head to send the head of a request, from its first byte, or from connecting for the
     *     first one; 10 s by default
     * @param idle to begin another request; 60 s by default
     * @param send to read any more of an answer; 30 s by default
     */
    public Site withTimeouts(Duration head, Duration idle, Duration send) {
        requirePositive("head timeout in ms", head.toMillis());
        requirePositive("idle timeout in ms", idle.toMillis());
        requirePositive("send timeout in ms", send.toMillis());
        return with(site -> {
            site.headTimeout = head;
            site.idleTimeout = idle;
            site.sendTimeout = send;
        });
    }

    /**
     * Tells each answer to {@code visits}: the request's method and target ({@code -} where it
     * could not be read), and the status. Called by the server's threads, which wait for it.
     */
    public Site withVisitor(BiConsumer<String, Integer> visits) {
        Objects.requireNonNull(visits, "visits");
        return with(site -> site.visits = visits);
    }

    /**
     * Serves it, until the server is closed.
     *
     * @throws IOException if the folder cannot be read, or the address is in use
     */
    public SiteServer start() throws IOException {
        SiteContent served =
                content != null
                        ? content
                        : new FolderContent(Objects.requireNonNull(folder), hidden);
        return SiteServer.start(new SiteState(this, served));
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + ": must be at least 1");
        }
    }

    private Site with(Consumer<Site> change) {
        try {
            Site changed = (Site) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    int threads() {
        return threads;
    }

    int connections() {
        return connections;
    }

    Duration latency() {
        return latency;
    }

    long bandwidth() {
        return bandwidth;
    }

    double failRate() {
        return failRate;
    }

    SimulatedFailure failure() {
        return failure;
    }

    Duration headTimeout() {
        return headTimeout;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    Duration sendTimeout() {
        return sendTimeout;
    }

    @Nullable BiConsumer<String, Integer> visits() {
        return visits;
    }
}
