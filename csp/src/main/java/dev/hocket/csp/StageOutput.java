package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.SelectClause;
import com.softwaremill.jox.Sink;
import java.util.function.Function;
import java.util.function.Supplier;

/** A link as the channel of plain values that its writer sees. */
final class StageOutput<T> implements Sink<T> {
    private final StageLink link;
    private final Channel<PipelineItem> channel;
    private final Function<Object, PipelineItem> wrap;
    private final Runnable onSent;

    StageOutput(StageLink link, Function<Object, PipelineItem> wrap, Runnable onSent) {
        this.link = link;
        this.channel = link.channel();
        this.wrap = wrap;
        this.onSent = onSent;
    }

    private void sent() {
        link.countSent();
        onSent.run();
    }

    @Override
    public void send(T value) throws InterruptedException {
        channel.send(wrap.apply(value));
        sent();
    }

    @Override
    public Object sendOrClosed(T value) throws InterruptedException {
        Object closed = channel.sendOrClosed(wrap.apply(value));
        if (!(closed instanceof ChannelClosed)) {
            sent();
        }
        return closed;
    }

    @Override
    public SelectClause<Void> sendClause(T value) {
        return sendClause(value, () -> null);
    }

    @Override
    public <U> SelectClause<U> sendClause(T value, Supplier<U> callback) {
        return channel.sendClause(
                wrap.apply(value),
                () -> {
                    sent();
                    return callback.get();
                });
    }

    @Override
    public void done() {
        channel.done();
    }

    @Override
    public Object doneOrClosed() {
        return channel.doneOrClosed();
    }

    @Override
    public void error(Throwable reason) {
        channel.error(reason);
    }

    @Override
    public Object errorOrClosed(Throwable reason) {
        return channel.errorOrClosed(reason);
    }

    @Override
    public ChannelClosed closedForSend() {
        return channel.closedForSend();
    }

    @Override
    public ChannelClosed closedForReceive() {
        return channel.closedForReceive();
    }
}
