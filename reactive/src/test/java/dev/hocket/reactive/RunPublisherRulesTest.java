package dev.hocket.reactive;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.Test;

/**
 * The publisher of a run in the kernel against the rules of Reactive Streams; those for several
 * subscribers are skipped, as it takes one.
 */
@Test
public class RunPublisherRulesTest extends FlowPublisherVerification<Outcome<Long, Long>> {
    private final Engine engine = Engine.named("threads:2");
    private final Job<Long, Long> job = Job.of("same", input -> input);

    public RunPublisherRulesTest() {
        super(
                new TestEnvironment(PublisherRules.PATIENCE_MILLIS, PublisherRules.SILENCE_MILLIS),
                PublisherRules.PATIENCE_MILLIS);
    }

    @AfterClass
    void close() {
        engine.close();
    }

    @Override
    public Flow.Publisher<Outcome<Long, Long>> createFlowPublisher(long elements) {
        return engine.start(job, Inputs.range(0, elements)).publisher();
    }

    @Override
    public Flow.Publisher<Outcome<Long, Long>> createFailedFlowPublisher() {
        Run<Long, Long> taken = engine.start(job, Inputs.range(0, 1));
        taken.drain();
        return taken.publisher();
    }
}
