package dev.hocket.reactive;

import dev.hocket.Engine;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.Test;

/**
 * A shared flux of a run against the rules of Reactive Streams. Optional ones about several
 * subscribers are skipped where the slowest sets the pace.
 */
@Test
public class SharedFluxRulesTest extends PublisherVerification<Outcome<Long, Long>> {
    private final Engine engine = Engine.named("reactive:2");
    private final Job<Long, Long> job = Job.of("same", input -> input);

    public SharedFluxRulesTest() {
        super(
                new TestEnvironment(PublisherRules.PATIENCE_MILLIS, PublisherRules.SILENCE_MILLIS),
                PublisherRules.PATIENCE_MILLIS);
    }

    @AfterClass
    void close() {
        engine.close();
    }

    @Override
    public Publisher<Outcome<Long, Long>> createPublisher(long elements) {
        return RunFlux.of(engine, job, Inputs.range(0, elements)).shared();
    }

    @Override
    public Publisher<Outcome<Long, Long>> createFailedPublisher() {
        Engine closed = Engine.named("reactive:1");
        closed.close();
        return RunFlux.of(closed, job, Inputs.range(0, 1)).shared();
    }
}
