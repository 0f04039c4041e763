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
 * A site that can be served over HTTP/1.1: its content, its address, and simulated problems.
 * Immutable: each {@code with} method returns a changed copy.
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
     * A site of the files below a folder. A folder is served as its {@code index.html} or a list of
     * its files. Symbolic links are followed while they stay within the folder.
     */
    public static Site of(Path folder) {
        return new Site(Objects.requireNonNull(folder, "folder"), null);
    }

    /** A site of responses that a program creates. */
    public static Site of(SiteContent content) {
        return new Site(null, Objects.requireNonNull(content, "content"));
    }

    /** The same on another port; 0 for any free port. The default is 8000. */
    public Site withPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + ": must be from 0 to 65535");
        }
        return with(site -> site.port = port);
    }

    /**
     * The same on another address of this machine; by default only programs on this machine have
     * access.
     */
    public Site withAddress(InetAddress address) {
        Objects.requireNonNull(address, "address");
        return with(site -> site.address = address);
    }

    /**
     * The same with another number of threads; the default is half the number of cores, at most
     * four.
     */
    public Site withThreads(int threads) {
        requirePositive("threads", threads);
        return with(site -> site.threads = threads);
    }

    /**
     * The same with another maximum number of connections; the default is 16,384. When one more is
     * opened, the one that has been idle longest is closed.
     */
    public Site withConnections(int most) {
        requirePositive("connections", most);
        return with(site -> site.connections = most);
    }

    /**
     * The same with or without files and folders whose names begin with a dot; the default is
     * without.
     */
    public Site withHidden(boolean served) {
        return with(site -> site.hidden = served);
    }

    /** The same with a delay before each response. */
    public Site withLatency(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency " + latency + ": must not be negative");
        }
        return with(site -> site.latency = latency);
    }

    /**
     * The same with a maximum number of bytes per second for all clients together; 0 for no limit.
     */
    public Site withBandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bandwidth " + bytesPerSecond + ": must not be negative");
        }
        return with(site -> site.bandwidth = bytesPerSecond);
    }

    /**
     * The same with failures of some requests, evenly distributed and the same ones each time.
     *
     * @param rate their share, from 0 to 1
     * @param failure how they fail
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
     * The same with other time-outs; a client that exceeds one loses its connection.
     *
     * @param head for the head of a request, counted from its first byte, or from the connection
     *     for the first request; the default is 10 s
     * @param idle until the next request begins; the default is 60 s
     * @param send until the client reads more of a response; the default is 30 s
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
     * The same with a callback for each response: the request's method and target ({@code -} if it
     * could not be read), and the status. It is called on the server's threads, which wait for it.
     */
    public Site withVisitor(BiConsumer<String, Integer> visits) {
        Objects.requireNonNull(visits, "visits");
        return with(site -> site.visits = visits);
    }

    /**
     * Serves the site until the server is closed.
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
