package dev.hocket.site;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One client. It is always in one of these states, and a {@link SelectorLoop} calls it when that
 * may end:
 *
 * <ul>
 *   <li>it reads, and waits for a request or the rest of one;
 *   <li>it has a request and waits until it is late enough to answer ({@link #delayed});
 *   <li>it sends, and reads nothing meanwhile: what the client sends ahead waits in the socket;
 *   <li>it has said its last word, and waits until the client has taken note ({@link #lingering}):
 *       closed at once, the word could be lost (RFC 9112, 9.6).
 * </ul>
 *
 * <p>An idle connection holds no buffer. Used by the loop's thread alone.
 */
final class ClientConnection implements SelectorLoop.ReadyHandler, SelectorLoop.Resumable {
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_SKIP = 64 << 10;

    private final SelectorLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final TimeoutQueue.QueueNode place = new TimeoutQueue.QueueNode();
    private final OutputQueue output = new OutputQueue();
    private byte[] rest = NOTHING;
    private int scanned;
    private long arrived;
    private long skip;
    private @Nullable SiteRequest delayed;
    private int ops = SelectionKey.OP_READ;
    private boolean asked;
    private boolean last;

    /** Whether the client said that it sends nothing more, and has not. */
    private boolean parting;

    private boolean stalled;
    private boolean cut;
    private boolean ended;
    private boolean lingering;

    ClientConnection(SelectorLoop loop, SocketChannel channel, SelectionKey key) {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
    }

    TimeoutQueue.QueueNode place() {
        return place;
    }

    @Override
    public void ready() {
        guarded(() -> {
            if (key.isReadable()) {
                read();
            } else if (key.isWritable()) {
                proceed();
            }
        });
    }

    /** It is late enough to answer, or to send on. */
    @Override
    public void resume() {
        guarded(() -> {
            SiteRequest request = delayed;
            delayed = null;
            if (request != null) {
                answer(request);
            }
            proceed();
        });
    }

    private interface IoStep {
        void run() throws IOException;
    }

    private void guarded(IoStep step) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException | Error broken) {
            loop.lost(broken);
            close();
        }
    }

    private void read() throws IOException {
        byte[] in = loop.input();
        int have = rest.length;
        System.arraycopy(rest, 0, in, 0, have);
        int count = channel.read(loop.inputFrom(have));
        if (count < 0) {
            end();
        } else if (lingering) {
            skip += count;
            if (skip > MAX_SKIP) {
                close();
            }
        } else if (count > 0) {
            arrived = loop.now();
            boolean _ = take(in, have + count);
            proceed();
        }
    }

    /** The client sends no more, but may still read. */
    private void end() throws IOException {
        ended = true;
        if (output.isEmpty() && delayed == null) {
            close();
        } else {
            interest(ops & ~SelectionKey.OP_READ);
        }
    }

    /**
     * Takes requests, as long as there is room for answers; what is left of the bytes is kept.
     *
     * @return whether there was one
     */
    private boolean take(byte[] bytes, int to) {
        int at = 0;
        int end = 0;
        boolean any = false;
        while (end >= 0 && !output.isFull() && delayed == null && !last) {
            int skipped = (int) Math.min(skip, to - at);
            skip -= skipped;
            at += skipped;
            at = RequestParser.start(bytes, at, to);
            end = RequestParser.end(bytes, any ? at : Math.max(at, scanned - 3), to);
            if (end >= 0) {
                TimeoutQueue.remove(this);
                any = true;
                parse(bytes, at, end);
                at = end;
            } else if (to - at >= RequestParser.MAX_HEAD) {
                refuse(RequestParser.tooLong(bytes, at, to));
            }
        }
        scanned = end < 0 ? to - at : 0;
        parting &= at == to;
        rest = at == to || last ? NOTHING : Arrays.copyOfRange(bytes, at, to);
        return any;
    }

    private void parse(byte[] bytes, int from, int end) {
        try {
            SiteRequest request = loop.parser().parse(bytes, from, end);
            asked = true;
            skip = bodyLength(request);
            long wait = loop.latencyLeft(arrived);
            if (wait > 0) {
                delayed = request;
                loop.later(wait, this);
            } else {
                answer(request);
            }
        } catch (RefusedRequestException refused) {
            refuse(refused);
        }
    }

    /** The length of the body, which is skipped. */
    private long bodyLength(SiteRequest request) throws RefusedRequestException {
        int hosts = request.count("host");
        if (hosts > 1 || (hosts == 0 && !request.isOld())) {
            throw new RefusedRequestException(400, "there must be one field Host");
        }
        String length = request.field("content-length");
        if (request.field("transfer-encoding") != null) {
            if (length != null) {
                throw new RefusedRequestException(
                        400, "there are both Content-Length and Transfer-Encoding");
            }
            throw new RefusedRequestException(501, "chunked request bodies are not supported");
        }
        if (length == null) {
            return 0;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new RefusedRequestException(400, "Content-Length is not a number");
        }
        long bytes = Long.parseLong(length);
        if (bytes > MAX_SKIP) {
            throw new RefusedRequestException(413, "a body has at most " + MAX_SKIP + " bytes");
        }
        return bytes;
    }

    private void refuse(RefusedRequestException why) {
        last = true;
        Reply reply = Reply.error(why.status(), why.why());
        loop.count(null, reply.status());
        write(reply.head(), false);
        output.add(new ReplyMessage.BodyRange(reply.body(), 0, reply.body().length()));
    }

    private void answer(SiteRequest request) {
        SimulatedFailure failure = loop.failure();
        parting = !request.keepsAlive();
        last = parting || failure == SimulatedFailure.CLOSED;
        if (failure == SimulatedFailure.CLOSED) {
            cut = true;
            return;
        }
        Reply reply =
                failure == SimulatedFailure.UNAVAILABLE
                        ? Reply.error(503, "this site is configured to fail at times")
                        : loop.reply(request);
        ReplyMessage answer = ReplyMessage.of(request, reply);
        loop.count(request, answer.status());
        write(answer.head(), request.isOld());
        if (failure == null || failure == SimulatedFailure.UNAVAILABLE) {
            answer.parts().forEach(output::add);
            return;
        }
        last = true;
        cut = failure == SimulatedFailure.CUT;
        stalled = failure == SimulatedFailure.STALLED;
        if (!answer.parts().isEmpty()
                && answer.parts().getFirst()
                        instanceof ReplyMessage.BodyRange(ReplyBody body, long from, long length)) {
            output.add(new ReplyMessage.BodyRange(body, from, length / 2));
        }
    }

    private void write(byte[] head, boolean old) {
        output.add(head);
        if (last) {
            output.add(SelectorLoop.CLOSE);
        } else if (old) {
            output.add(SelectorLoop.KEEP_ALIVE);
        }
        output.add(loop.date());
    }

    /** Sends, and takes further requests, until something must be waited for. */
    private void proceed() throws IOException {
        do {
            if (!send()) {
                return;
            }
            if (last) {
                finish();
                return;
            }
        } while (delayed == null && rest.length > 0 && take(rest, rest.length));
        if (delayed != null) {
            interest(0);
        } else if (ended) {
            close();
        } else if (!output.isEmpty() || last) {
            proceed(); // a refusal
        } else {
            await();
        }
    }

    private void await() {
        interest(SelectionKey.OP_READ);
        if (asked && rest.length == 0 && skip == 0) {
            loop.idle().add(this, loop.now());
        } else if (place.in() != loop.heads()) {
            loop.heads().add(this, loop.now());
        }
    }

    /** Whether all is sent. */
    private boolean send() throws IOException {
        if (output.isEmpty()) {
            return true;
        }
        switch (output.send(channel, loop.output(), loop.bandwidth(), loop.now())) {
            case ALL -> {
                TimeoutQueue.remove(this);
                return true;
            }
            case SOME -> {
                interest(SelectionKey.OP_WRITE);
                loop.senders().add(this, loop.now());
            }
            case PAUSED -> {
                interest(0);
                TimeoutQueue.remove(this);
                loop.later(output.pausedUntil() - loop.now(), this);
            }
        }
        return false;
    }

    private void finish() throws IOException {
        if (cut || ended || (parting && skip == 0 && !stalled)) {
            close(); // nothing can arrive that would make the system drop what was sent
            return;
        }
        lingering = true;
        skip = 0;
        rest = NOTHING;
        interest(SelectionKey.OP_READ);
        if (stalled) {
            loop.senders().add(this, loop.now());
        } else {
            channel.shutdownOutput();
            loop.lingerers().add(this, loop.now());
        }
    }

    private void interest(int wanted) {
        if (ops != wanted) {
            ops = wanted;
            key.interestOps(wanted);
        }
    }

    /** Ends it at once. */
    void close() {
        TimeoutQueue.remove(this);
        if (channel.isOpen()) {
            loop.closed();
        }
        try {
            output.close();
            channel.close();
        } catch (IOException gone) {
            loop.lost(gone);
        }
    }
}
