package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.SelectClause;
import com.softwaremill.jox.Source;
import java.util.function.Consumer;
import java.util.function.Function;

/** A link as the channel of plain values that its reader sees. */
final class StageInput<T> implements Source<T> {
    private final StageLink link;
    private final Channel<PipelineItem> channel;
    private final Consumer<PipelineItem> onTake;

    StageInput(StageLink link, Consumer<PipelineItem> onTake) {
        this.link = link;
        this.channel = link.channel();
        this.onTake = onTake;
    }

    @SuppressWarnings("unchecked") // the stages' types agree
    private T open(PipelineItem item) {
        link.countTaken();
        onTake.accept(item);
        return (T) item.value();
    }

    @Override
    public T receive() throws InterruptedException {
        return open(channel.receive());
    }

    @Override
    public Object receiveOrClosed() throws InterruptedException {
        Object received = channel.receiveOrClosed();
        return received instanceof PipelineItem item ? open(item) : received;
    }

    @Override
    public SelectClause<T> receiveClause() {
        return channel.receiveClause(this::open);
    }

    @Override
    public <U> SelectClause<U> receiveClause(Function<T, U> callback) {
        return channel.receiveClause(item -> callback.apply(open(item)));
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
