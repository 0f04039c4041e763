package dev.hocket.csp;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The network of a pipeline as it is being put together, and its counts. */
final class PipelineWiring {
    static final int DEFAULT_CAPACITY = Channel.DEFAULT_BUFFER_SIZE;
    private final ProcessNetwork network = new ProcessNetwork("pipeline");
    private final List<StageTally> tallies = new ArrayList<>();
    private final LongAdder read = new LongAdder();
    private int broadcasts;

    ProcessNetwork network() {
        return network;
    }

    StageLink link(int capacity) {
        return new StageLink(network.channel(capacity));
    }

    /** An input was taken from the source. */
    void read() {
        read.increment();
    }

    void stage(Stage<Object, Object> stage, StageLink in, StageLink out) {
        StageTally tally = new StageTally(stage, in);
        tallies.add(tally);
        network.process(stage.name(), new StageWork(stage, network, in, out, tally)::run)
                .times(stage.width())
                .reads(in.channel())
                .writes(out.channel());
    }

    void broadcast(StageLink in, List<StageLink> outs) {
        network.process("broadcast-" + ++broadcasts, () -> broadcast(network, in, outs))
                .reads(in.channel())
                .writes(outs.stream().map(StageLink::channel).toArray(Sink<?>[]::new));
    }

    private static void broadcast(ProcessNetwork network, StageLink in, List<StageLink> outs)
            throws InterruptedException {
        List<StageLink> open = new ArrayList<>(outs); // a branch may need no more
        while (!network.ending()) {
            PipelineItem item = in.take();
            if (item == null) {
                return;
            }
            open.removeIf(out -> out.channel().isClosedForSend());
            if (open.isEmpty()) {
                return;
            }
            for (StageLink out : open) {
                out.offer(item);
            }
        }
    }

    long inputsRead() {
        return read.sum();
    }

    List<PipelineReport.OfStage> stages() {
        return tallies.stream().map(StageTally::report).toList();
    }
}
