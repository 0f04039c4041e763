package dev.hocket.csp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineTest {
    private static final Stage<Integer, Integer> TWICE = Stage.of("twice", i -> 2 * i);
    private static final Stage<Integer, String> TEXT = Stage.of("text", i -> "n" + i);

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void valuesPassThroughAllStagesInOrder() {
        Pipeline<Integer, String> pipeline = Pipeline.of(TWICE).then(TEXT);
        assertEquals("twice -> text", pipeline.toString());
        try (PipelineRun<String> run = pipeline.start(numbers(1000))) {
            List<String> expected = numbers(1000).stream().map(i -> "n" + 2 * i).toList();
            assertEquals(expected, run.toList());
            PipelineReport report = run.report();
            assertEquals(1000, report.read());
            assertEquals(1000, report.delivered());
            assertEquals(0, report.waiting());
            for (PipelineReport.OfStage stage : report.stages()) {
                assertEquals(1000, stage.in());
                assertEquals(1000, stage.out());
                assertEquals(0, stage.failed() + stage.unfinished() + stage.waiting());
            }
            assertTrue(report.toString().contains("twice"), report.toString());
        }
    }

    @Test
    void aPipelineMayBeStartedAgain() {
        Pipeline<Integer, Integer> pipeline = Pipeline.of(TWICE);
        for (int round = 0; round < 3; round++) {
            try (PipelineRun<Integer> run = pipeline.start(List.of(1, 2))) {
                assertEquals(List.of(2, 4), run.toList());
            }
        }
    }

    @Test
    void noInputsGiveNoOutputs() {
        try (PipelineRun<String> run = Pipeline.of(TWICE).then(TEXT).start(List.of())) {
            assertEquals(List.of(), run.toList());
        }
    }

    @Test
    void aWideStageRunsAsManyAtOnceAsItIsWide() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Stage<Integer, Integer> meet =
                Stage.<Integer, Integer>of(
                                "meet",
                                i -> {
                                    meeting.await();
                                    return i;
                                })
                        .width(3);
        try (PipelineRun<Integer> run = Pipeline.of(meet).start(numbers(30))) {
            assertEquals(new TreeSet<>(numbers(30)), new TreeSet<>(run.toList()));
        }
    }

    @Test
    void aWideStageMayKeepTheOrder() {
        for (int width : new int[] {1, 2, 7, 100}) {
            Stage<Integer, Integer> uneven =
                    Stage.<Integer, Integer>expand(
                                    "uneven",
                                    i -> {
                                        for (int j = 0; j < i * 31 % 7 * 1000; j++) {
                                            Thread.onSpinWait();
                                        }
                                        return Collections.nCopies(i % 3, i);
                                    })
                            .width(width)
                            .inOrder();
            List<Integer> expected = new ArrayList<>();
            numbers(2000).forEach(i -> expected.addAll(Collections.nCopies(i % 3, i)));
            try (PipelineRun<Integer> run = Pipeline.of(uneven).start(numbers(2000))) {
                assertEquals(expected, run.toList());
                PipelineReport.OfStage stage = run.report().stages().getFirst();
                assertEquals(2000, stage.in());
                assertEquals(expected.size(), stage.out());
                assertEquals(0, stage.unfinished());
            }
        }
    }

    /** The first input is held until a later one is through, which order forbids to come out. */
    @Test
    void unorderedOutputsComeAsTheyComplete() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        Stage<Integer, Integer> stage =
                Stage.<Integer, Integer>of(
                                "hold",
                                i -> {
                                    if (i == 0) {
                                        later.await();
                                    }
                                    return i;
                                })
                        .width(2);
        try (PipelineRun<Integer> run = Pipeline.of(stage).start(numbers(2))) {
            assertEquals(1, run.outputs().receive());
            later.countDown();
            assertEquals(0, run.outputs().receive());
        }
    }

    @Test
    void aSlowReaderHoldsTheSourceBack() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Iterable<Integer> endless = () -> Stream.generate(asked::incrementAndGet).iterator();
        Pipeline<Integer, String> pipeline =
                Pipeline.of(TWICE.width(2).capacity(3)).then(TEXT.capacity(0));
        try (PipelineRun<String> run = pipeline.start(endless)) {
            for (int i = 0; i < 100; i++) {
                assertTrue(run.outputs().receive().startsWith("n"));
            }
            // 16 outputs, 3 inputs of the first stage, one in each of the four processes.
            assertTrue(asked.get() <= 100 + 16 + 3 + 4 + 1, () -> asked + " asked for");
        }
    }

    @Test
    void anExpandingStageIsAskedAsFastAsItsReaderTakes() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Stage<Integer, Integer> endless =
                Stage.expand(
                        "endless", i -> () -> Stream.generate(made::incrementAndGet).iterator());
        try (PipelineRun<Integer> run = Pipeline.of(endless).start(List.of(1))) {
            assertEquals(1, run.outputs().receive());
            assertEquals(2, run.outputs().receive());
            assertTrue(made.get() <= 2 + 16 + 2, () -> made + " made");
        }
    }

    @Test
    void aFreeProcessMayGather() {
        Stage<Integer, List<Integer>> batch =
                Stage.process(
                        "batch",
                        (in, out) -> {
                            List<Integer> some = new ArrayList<>();
                            for (Object each = in.receiveOrClosed();
                                    each instanceof Integer number;
                                    each = in.receiveOrClosed()) {
                                some.add(number);
                                if (some.size() == 4) {
                                    out.send(List.copyOf(some));
                                    some.clear();
                                }
                            }
                            out.send(List.copyOf(some));
                        });
        try (PipelineRun<List<Integer>> run = Pipeline.of(batch).start(numbers(6))) {
            assertEquals(List.of(List.of(0, 1, 2, 3), List.of(4, 5)), run.toList());
            assertEquals(6, run.report().stages().getFirst().in());
            assertEquals(2, run.report().stages().getFirst().out());
            assertEquals(0, run.report().stages().getFirst().unfinished());
        }
    }

    @Test
    void aProcessThatNeedsNoMoreEndsWhatComesBefore() {
        Stage<Integer, Integer> three =
                Stage.process(
                        "three",
                        (in, out) -> {
                            for (int i = 0; i < 3; i++) {
                                out.send(in.receive());
                            }
                        });
        Iterable<Integer> endless = () -> Stream.iterate(0, i -> i + 1).iterator();
        Pipeline<Integer, Integer> pipeline = Pipeline.of(TWICE.width(3).inOrder()).then(three);
        try (PipelineRun<Integer> run = pipeline.start(endless)) {
            assertEquals(List.of(0, 2, 4), run.toList());
        }
    }

    @Test
    void aProcessMaySelect() throws Exception {
        Channel<Integer> extra = Channel.newBufferedChannel(1);
        extra.send(7);
        Stage<Integer, Integer> either =
                Stage.process(
                        "either",
                        (in, out) -> {
                            for (int i = 0; i < 4; i++) {
                                out.send(Select.select(extra.receiveClause(), in.receiveClause()));
                            }
                        });
        try (PipelineRun<Integer> run = Pipeline.of(either).start(numbers(3))) {
            assertEquals(List.of(0, 1, 2, 7), run.toList().stream().sorted().toList());
        }
    }

    @Test
    void outputsMayBeSelectedFrom() throws Exception {
        try (PipelineRun<Integer> left = Pipeline.of(TWICE).start(List.of(1));
                PipelineRun<Integer> right = Pipeline.of(TWICE).start(List.of())) {
            int got =
                    Select.select(
                            left.outputs().receiveClause(i -> i + 1),
                            Channel.<Integer>newRendezvousChannel().receiveClause());
            assertEquals(3, got);
            assertEquals(1, left.report().delivered());
            assertEquals(List.of(), right.toList());
        }
    }

    @Test
    void aChannelThatEndsEndsThePipeline() throws Exception {
        Channel<Integer> inputs = Channel.newUnlimitedChannel();
        inputs.send(4);
        inputs.done();
        try (PipelineRun<Integer> run = Pipeline.of(TWICE).start(inputs)) {
            assertEquals(List.of(8), run.toList());
        }
        Channel<Integer> broken = Channel.newUnlimitedChannel();
        broken.error(new IOException("cut"));
        try (PipelineRun<Integer> run = Pipeline.of(TWICE).start(broken)) {
            FailedStageException failed = assertThrows(FailedStageException.class, run::toList);
            assertEquals("stage 'inputs' failed: IOException: cut", failed.getMessage());
        }
    }

    @Test
    void onePipelineFeedsAnother() {
        try (PipelineRun<Integer> left = Pipeline.of(TWICE).start(numbers(500));
                PipelineRun<String> right = Pipeline.of(TEXT).start(left.outputs())) {
            assertEquals(500, right.toList().size());
        }
    }

    @Test
    void branchesEachGetEveryInput() {
        Pipeline<Integer, String> both =
                Pipeline.branches(
                        List.of(
                                Pipeline.of(TEXT),
                                Pipeline.of(TWICE)
                                        .then(Stage.<Integer, String>of("shown", i -> "t" + i))));
        Pipeline<Integer, String> pipeline =
                Pipeline.of(Stage.<Integer, Integer>of("same", i -> i)).then(both);
        TreeSet<String> expected = new TreeSet<>();
        numbers(300).forEach(i -> expected.addAll(List.of("n" + i, "t" + 2 * i)));
        try (PipelineRun<String> run = pipeline.start(numbers(300))) {
            List<String> outputs = run.toList();
            assertEquals(600, outputs.size());
            assertEquals(expected, new TreeSet<>(outputs));
        }
    }

    @Test
    void aBranchThatNeedsNoMoreLeavesTheOthersGoingOn() {
        Stage<Integer, String> first =
                Stage.process("first", (in, out) -> out.send("first " + in.receive()));
        Pipeline<Integer, String> pipeline =
                Pipeline.branches(List.of(Pipeline.of(first), Pipeline.of(TEXT)));
        try (PipelineRun<String> run = pipeline.start(numbers(1000))) {
            assertEquals(1001, run.toList().size());
        }
    }

    @Test
    void mistakesAreToldWithTheirRemedy() {
        IllegalArgumentException twice =
                assertThrows(IllegalArgumentException.class, () -> Pipeline.of(TWICE).then(TWICE));
        assertTrue(twice.toString().contains("two stages are named 'twice'"), twice::toString);
        assertThrows(IllegalArgumentException.class, () -> TWICE.width(0));
        assertThrows(IllegalArgumentException.class, () -> TWICE.capacity(-1));
        assertThrows(IllegalArgumentException.class, () -> Pipeline.branches(List.of()));
        Stage<Integer, Integer> free = Stage.process("free", (in, out) -> {});
        assertThrows(IllegalArgumentException.class, free::inOrder);
        assertThrows(IllegalArgumentException.class, () -> free.onFailure((_, _) -> {}));
        try (PipelineRun<Integer> run = Pipeline.of(TWICE).start(List.of())) {
            assertFalse(run.iterator().hasNext());
            assertThrows(IllegalStateException.class, run::iterator);
        }
    }
}
