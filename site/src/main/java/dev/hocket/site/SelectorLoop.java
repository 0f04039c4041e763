package dev.hocket.site;

import dev.hocket.http.HttpDate;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a selector, and the connections that it looks after. All of its methods but
 * {@link #adopt}, {@link #crowded} and {@link #stop} are called by that thread.
 */
final class SelectorLoop implements Runnable {
    static final byte[] CLOSE = "Connection: close\r\n".getBytes(StandardCharsets.ISO_8859_1);
    static final byte[] KEEP_ALIVE =
            "Connection: keep-alive\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private static final System.Logger LOG = System.getLogger("dev.hocket.site");
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_SELECT = TimeUnit.SECONDS.toNanos(60);
    private static final int OUTPUT_BYTES = 64 << 10;

    /** What a key is for. */
    interface ReadyHandler {
        void ready();
    }

    /** What runs after a while. */
    interface Resumable {
        void resume();
    }

    private record DelayedResumption(long due, long number, Resumable waiting)
            implements Comparable<DelayedResumption> {
        @Override
        public int compareTo(DelayedResumption other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final SiteState site;
    private final Selector selector;
    private final int mostConnections;
    private final long latency;
    private final Queue<SocketChannel> adopted = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<DelayedResumption> laters = new PriorityQueue<>();
    private final TimeoutQueue idle;
    private final TimeoutQueue heads;
    private final TimeoutQueue senders;
    private final TimeoutQueue lingerers = new TimeoutQueue(LINGER_NANOS);
    private final RequestParser parser = new RequestParser();
    private final byte[] input = new byte[RequestParser.MAX_HEAD + 1];
    private final ByteBuffer inputBuffer = ByteBuffer.wrap(input);
    private final ByteBuffer output = ByteBuffer.allocateDirect(OUTPUT_BYTES);
    private volatile boolean stopped;
    private volatile boolean crowded;
    private long now = System.nanoTime();
    private long second;
    private byte[] date = new byte[0];
    private long numbers;
    private int connections;

    SelectorLoop(SiteState site, int mostConnections) throws IOException {
        this.site = site;
        this.mostConnections = mostConnections;
        this.latency = site.settings().latency().toNanos();
        this.selector = Selector.open();
        this.idle = new TimeoutQueue(site.settings().idleTimeout().toNanos());
        this.heads = new TimeoutQueue(site.settings().headTimeout().toNanos());
        this.senders = new TimeoutQueue(site.settings().sendTimeout().toNanos());
    }

    /** Takes over a new connection; called by any thread. */
    void adopt(SocketChannel channel) {
        adopted.add(channel);
        selector.wakeup();
        if (stopped) {
            closeAdopted();
        }
    }

    /** The system has no place left for connections: one is closed. Called by any thread. */
    void crowded() {
        crowded = true;
        selector.wakeup();
    }

    /** Ends the loop and its connections; called by any thread. */
    void stop() {
        stopped = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                turn();
            }
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.ERROR, "a thread of the web server has ended", broken);
        } finally {
            closeAll();
        }
    }

    private void turn() throws IOException {
        long nanos = untilNext();
        if (nanos <= 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
        }
        now = System.nanoTime();
        for (SocketChannel each = adopted.poll(); each != null; each = adopted.poll()) {
            begin(each);
        }
        if (crowded) {
            crowded = false;
            makeRoom();
        }
        for (DelayedResumption first = laters.peek();
                first != null && first.due - now <= 0;
                first = laters.peek()) {
            laters.remove();
            first.waiting.resume();
        }
        expire(idle);
        expire(heads);
        expire(senders);
        expire(lingerers);
    }

    private void ready(SelectionKey key) {
        now = System.nanoTime();
        if (key.isValid()) {
            ((ReadyHandler) key.attachment()).ready();
        }
    }

    private long untilNext() {
        long nanos = LONGEST_SELECT;
        DelayedResumption first = laters.peek();
        if (first != null) {
            nanos = Math.min(nanos, first.due - System.nanoTime());
        }
        nanos = idle.untilNext(now, nanos);
        nanos = heads.untilNext(now, nanos);
        nanos = senders.untilNext(now, nanos);
        return lingerers.untilNext(now, nanos);
    }

    private void expire(TimeoutQueue waiting) {
        for (ClientConnection each = waiting.overdue(now);
                each != null;
                each = waiting.overdue(now)) {
            each.close();
        }
    }

    /** Looks after what takes connections; before it runs. */
    SelectionKey register(ServerSocketChannel listener, ReadyHandler acceptor) throws IOException {
        return listener.register(selector, SelectionKey.OP_ACCEPT, acceptor);
    }

    /** Takes over a new connection; called by its own thread. */
    void begin(SocketChannel channel) {
        if (connections >= mostConnections) {
            makeRoom();
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            ClientConnection connection = new ClientConnection(this, channel, key);
            key.attach(connection);
            connections++;
            heads.add(connection, now);
        } catch (IOException | RuntimeException gone) {
            lost(gone);
            try {
                channel.close();
            } catch (IOException again) {
                lost(again);
            }
        }
    }

    /**
     * Closes the connection that is missed least, whose place another needs: one that has said its
     * last word, the one that has been idle longest since its last request, or the one that has
     * kept the server waiting longest for a head, or for taking more of its answer.
     */
    private void makeRoom() {
        ClientConnection least = lingerers.oldest();
        if (least == null) {
            least = idle.oldest();
        }
        if (least == null) {
            boolean sends = senders.longest(now) > heads.longest(now);
            least = (sends ? senders : heads).oldest();
        }
        if (least != null) {
            least.close();
        }
    }

    private void closeAll() {
        List<SelectionKey> keys = new ArrayList<>(selector.keys());
        for (SelectionKey key : keys) {
            if (key.attachment() instanceof ClientConnection connection) {
                connection.close();
            }
        }
        try {
            selector.close();
        } catch (IOException failed) {
            lost(failed);
        }
        closeAdopted();
    }

    private void closeAdopted() {
        for (SocketChannel each = adopted.poll(); each != null; each = adopted.poll()) {
            try {
                each.close();
            } catch (IOException failed) {
                lost(failed);
            }
        }
    }

    /** Resumes it after a while. */
    void later(long nanos, Resumable waiting) {
        laters.add(new DelayedResumption(now + nanos, numbers++, waiting));
    }

    /** What a connection broke of: nothing that anybody could help. */
    void lost(Throwable why) {
        LOG.log(Level.DEBUG, "a connection is lost", why);
    }

    void closed() {
        connections--;
    }

    Reply reply(SiteRequest request) {
        return site.reply(request);
    }

    @Nullable SimulatedFailure failure() {
        return site.trouble().next();
    }

    void count(@Nullable SiteRequest request, int status) {
        site.count(request, status);
    }

    @Nullable BandwidthLimit bandwidth() {
        return site.bandwidth();
    }

    /** How long a request that came at {@code then} is still to wait for its answer. */
    long latencyLeft(long then) {
        return latency == 0 ? 0 : then + latency - now;
    }

    /** The field Date and the end of the head. */
    byte[] date() {
        long millis = System.currentTimeMillis();
        if (millis / 1000 != second) {
            second = millis / 1000;
            date =
                    ("Date: " + HttpDate.text(millis) + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
        }
        return date;
    }

    /** The time at which this turn began. */
    long now() {
        return now;
    }

    RequestParser parser() {
        return parser;
    }

    byte[] input() {
        return input;
    }

    ByteBuffer inputFrom(int position) {
        return inputBuffer.clear().position(position);
    }

    ByteBuffer output() {
        return output;
    }

    TimeoutQueue idle() {
        return idle;
    }

    TimeoutQueue heads() {
        return heads;
    }

    TimeoutQueue senders() {
        return senders;
    }

    TimeoutQueue lingerers() {
        return lingerers;
    }
}
