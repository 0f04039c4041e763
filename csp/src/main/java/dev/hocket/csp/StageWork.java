package dev.hocket.csp;

import com.softwaremill.jox.ChannelDoneException;
import com.softwaremill.jox.ChannelErrorException;
import dev.hocket.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the processes of one stage run; one object serves them all. */
final class StageWork {
    private static final int TURNS_AHEAD = 4;
    private final Stage<Object, Object> stage;
    private final ProcessNetwork network;
    private final StageLink in;
    private final StageLink out;
    private final StageTally tally;
    private final @Nullable OutputSequencer sequencer;

    StageWork(
            Stage<Object, Object> stage,
            ProcessNetwork network,
            StageLink in,
            StageLink out,
            StageTally tally) {
        this.stage = stage;
        this.network = network;
        this.in = in;
        this.out = out;
        this.tally = tally;
        this.sequencer =
                stage.sequenced()
                        ? new OutputSequencer(in, out, tally, TURNS_AHEAD * stage.width())
                        : null;
    }

    /** One process, to its end. */
    void run() throws Exception {
        switch (stage.work()) {
            case Stage.Each<Object, Object>(var task) -> {
                if (sequencer == null) {
                    each(task);
                } else {
                    inOrder(task, sequencer);
                }
            }
            case Stage.Free<Object, Object>(var body) -> free(body);
        }
    }

    private void each(Task<Object, ? extends Iterable<?>> task) throws Exception {
        while (!network.ending()) {
            PipelineItem item = in.take();
            if (item == null) {
                return;
            }
            Attempt attempt = new Attempt(item);
            if (attempt.begin(task)) {
                for (PipelineItem output = attempt.next();
                        output != null;
                        output = attempt.next()) {
                    out.send(output);
                    tally.out();
                }
            }
            if (!attempt.failed) {
                tally.done();
            }
        }
    }

    private void inOrder(Task<Object, ? extends Iterable<?>> task, OutputSequencer order)
            throws Exception {
        while (!network.ending()) {
            OutputSequencer.Numbered numbered = order.take();
            if (numbered == null) {
                return;
            }
            Attempt attempt = new Attempt(numbered.item());
            List<PipelineItem> outputs = new ArrayList<>(1);
            if (attempt.begin(task)) {
                for (PipelineItem output = attempt.next();
                        output != null;
                        output = attempt.next()) {
                    outputs.add(output);
                }
            }
            order.leave(numbered, new OutputSequencer.Given(outputs, attempt.failed));
        }
    }

    private void free(Stage.Body<Object, Object> body) throws Exception {
        Progress progress = new Progress();
        StageOutput<Object> outlet = new StageOutput<>(out, progress::wrap, tally::out);
        try {
            body.run(new StageInput<>(in, progress::took), outlet);
            progress.finish();
        } catch (ChannelDoneException end) {
            progress.finish();
            throw end;
        } catch (ChannelErrorException closed) {
            throw closed.getCause() instanceof ReadersGoneException
                    ? closed
                    : failed(progress.item, closed);
        } catch (Throwable thrown) {
            throw failed(progress.item, thrown);
        }
    }

    /** Counts a failure and says where it was; or, when all ends, that this was cut off. */
    private Exception failed(@Nullable PipelineItem item, Throwable thrown) {
        if (network.ending()) {
            return new InterruptedException("the pipeline has ended");
        }
        if (item != null) {
            tally.failed();
        }
        return new FailedStageException(stage.name(), item, thrown);
    }

    /** The inputs of a free process: one is done when the next is received. */
    private final class Progress {
        private volatile @Nullable PipelineItem item;

        void took(PipelineItem next) {
            finish();
            item = next;
        }

        void finish() {
            if (item != null) {
                tally.done();
                item = null;
            }
        }

        PipelineItem wrap(Object value) {
            PipelineItem last = item;
            return last == null ? new PipelineItem(value, value, -1) : last.with(value);
        }
    }

    /** One input and the outputs that its task gives for it. */
    private final class Attempt {
        private final PipelineItem item;
        private @Nullable Iterator<?> outputs;
        private boolean failed;

        Attempt(PipelineItem item) {
            this.item = item;
        }

        /** Calls the task; whether it succeeded. */
        boolean begin(Task<Object, ? extends Iterable<?>> task) throws Exception {
            long from = System.nanoTime();
            try {
                outputs = task.run(item.value()).iterator();
                return true;
            } catch (Throwable thrown) {
                handle(thrown);
                return false;
            } finally {
                tally.busy(System.nanoTime() - from);
                tidy();
            }
        }

        /** The next output, or null after the last. */
        @Nullable PipelineItem next() throws Exception {
            try {
                if (outputs == null || !outputs.hasNext()) {
                    return null;
                }
                Object output = outputs.next();
                if (output == null) {
                    throw new NullPointerException(
                            "one of the outputs is null, which channels cannot carry");
                }
                return item.with(output);
            } catch (Throwable thrown) {
                handle(thrown);
                return null;
            }
        }

        private void handle(Throwable thrown) throws Exception {
            BiConsumer<Object, ? super Exception> handler = handler();
            if (handler == null
                    || network.ending()
                    || !(thrown instanceof Exception exception)
                    || thrown instanceof InterruptedException) {
                throw failed(item, thrown);
            }
            failed = true;
            tally.failed();
            try {
                handler.accept(item.value(), exception);
            } catch (Throwable ofHandler) {
                ofHandler.addSuppressed(exception);
                throw new FailedStageException(stage.name(), item, ofHandler);
            }
        }

        @SuppressWarnings("unchecked") // of the stage's own input type
        private @Nullable BiConsumer<Object, ? super Exception> handler() {
            return (BiConsumer<Object, ? super Exception>) stage.handler();
        }

        /** Clears an interrupt that the task left behind, but not one by which the network ends. */
        private void tidy() {
            if (Thread.interrupted() && network.ending()) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
