package dev.hocket.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Halt;
import dev.hocket.Rate;
import dev.hocket.conductor.LaneGrant.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random events against a model that knows nothing but where each input is. */
class ConductorModelTest {
    private static final int INPUTS = 300;
    private static final Cause CANCELLED = new Cause.Cancelled(true, null);

    private final List<Pending<Integer>> running = new ArrayList<>();
    private final Set<Integer> waiting = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Map<Object, Integer> heldByKey = new HashMap<>();
    private final List<Long> starts = new ArrayList<>();
    private int pulled;
    private int consumed;
    private long now;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyPulledInputEndsOnceWhateverHappens(long seed) {
        for (int round = 0; round < 40; round++) {
            running.clear();
            waiting.clear();
            ended.clear();
            heldByKey.clear();
            starts.clear();
            pulled = 0;
            consumed = 0;
            now = seed * 1_000_003;
            play(new Random(seed * 1000 + round));
        }
    }

    private static ConductorSetup plan(Random random) {
        ConductorSetup plan = new ConductorSetup().window(1 + random.nextInt(40));
        plan.width = 1 + random.nextInt(8);
        if (random.nextBoolean()) {
            plan.retry(1 + random.nextInt(4), Duration.ofMillis(random.nextInt(50)));
        }
        if (random.nextInt(3) == 0) {
            plan.rate(Rate.perSecond(1000).withBurst(1 + random.nextInt(5)));
        }
        if (random.nextInt(3) == 0) {
            Rate perKey = Rate.perSecond(500).withBurst(1 + random.nextInt(3));
            plan.keys(1 + random.nextInt(3), random.nextBoolean() ? perKey : null);
        }
        if (random.nextInt(3) == 0) {
            plan.halt(
                    switch (random.nextInt(3)) {
                        case 0 -> Halt.atFailures(Halt.Mode.SOON, 1 + random.nextInt(60));
                        case 1 -> Halt.atSuccesses(Halt.Mode.SOON, 1 + random.nextInt(60));
                        default -> Halt.atPercent(Halt.Mode.NOW, 40);
                    });
        }
        return plan;
    }

    private void play(Random random) {
        ConductorSetup plan = plan(random);
        Conductor<Integer> machine = plan.conductor(random.nextLong());
        boolean cancels = random.nextInt(4) == 0;
        for (int step = 0; !machine.ended(); step++) {
            assertTrue(step < 200_000, "it does not end");
            now += random.nextInt(2_000_000);
            if (cancels && step == 150) {
                machine.halt(Halt.Mode.NOW);
            }
            switch (random.nextInt(4)) {
                case 0, 1 -> ask(machine, plan, random);
                case 2 -> end(machine, random);
                default -> {
                    int some = random.nextInt(ended.size() - consumed + 1);
                    machine.consumed(some);
                    consumed += some;
                }
            }
            if (machine.halted() != null) {
                dropAll(machine);
            }
            check(machine, plan);
        }
        assertEquals(pulled, ended.size());
        assertEquals(Set.of(), waiting);
        assertEquals(List.of(), running);
        if (machine.halted() == null) {
            assertEquals(INPUTS, pulled);
        }
    }

    private @Nullable Object key(ConductorSetup plan, int input) {
        return plan.keyed ? (Object) (input % 5) : null;
    }

    private void ask(Conductor<Integer> machine, ConductorSetup plan, Random random) {
        boolean more = machine.more(now, false);
        switch (machine.next(now, 1 + random.nextInt(16), INPUTS - pulled, false)) {
            case LaneGrant.Claim<Integer>(int granted) -> claim(machine, plan, random, granted);
            case LaneGrant.Start<Integer>(Pending<Integer> input) -> {
                assertTrue(waiting.remove(input.ref()), "started without having waited");
                begin(input);
            }
            case LaneGrant.Wait<Integer>(long until) -> {
                assertTrue(!more, "told to wait though there is more");
                assertTrue(until >= now);
                boolean timed = plan.retry.attempts() > 1 || plan.rate != null || plan.keyed;
                assertTrue(until == LaneGrant.Wait.EVENT || timed);
                assertTrue(
                        until != LaneGrant.Wait.EVENT
                                || !running.isEmpty()
                                || ended.size() > consumed
                                || (INPUTS == pulled && waiting.isEmpty()),
                        "waits for an event that nothing will bring");
            }
            case LaneGrant.Closed<Integer> _ -> assertTrue(machine.closed());
        }
    }

    private void claim(
            Conductor<Integer> machine, ConductorSetup plan, Random random, int granted) {
        int there = Math.min(granted, INPUTS - pulled);
        machine.unclaimed(granted - there);
        if (pulled + there == INPUTS) {
            machine.sourceEnded();
        }
        for (int i = 0; i < there; i++) {
            int input = pulled++;
            Object key = key(plan, input);
            int luck = random.nextInt(30);
            if (luck == 0) {
                machine.replayed();
                ended.add(input);
            } else if (luck == 1) {
                machine.broke();
                ended.add(input);
            } else if (key != null) {
                machine.admit(input, key, now);
                waiting.add(input);
            } else {
                begin(new Pending<>(input, 1, null));
            }
        }
    }

    private void begin(Pending<Integer> input) {
        running.add(input);
        starts.add(now);
        if (input.key() != null) {
            heldByKey.merge(input.key(), 1, Integer::sum);
        }
    }

    private void end(Conductor<Integer> machine, Random random) {
        if (running.isEmpty()) {
            return;
        }
        Pending<Integer> input = running.remove(random.nextInt(running.size()));
        if (input.key() != null) {
            heldByKey.merge(input.key(), -1, Integer::sum);
        }
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                machine.done(input.key(), now);
                assertTrue(ended.add(input.ref()));
            }
            case 3, 4 -> settle(input, machine.failed(input, ConductorSetup.BROKE, now));
            default -> {
                if (machine.halted() == null) {
                    machine.returned(input, now);
                    starts.removeLast(); // some start did not happen; which one, none can tell
                    waiting.add(input.ref());
                } else {
                    settle(input, machine.failed(input, CANCELLED, now));
                }
            }
        }
    }

    private void settle(Pending<Integer> input, boolean again) {
        assertTrue(again ? waiting.add(input.ref()) : ended.add(input.ref()));
    }

    private void dropAll(Conductor<Integer> machine) {
        for (Pending<Integer> dropped : machine.drop()) {
            assertTrue(waiting.remove(dropped.ref()), "dropped twice");
            machine.dropped(dropped.attempt() > 1 ? ConductorSetup.BROKE : CANCELLED);
            assertTrue(ended.add(dropped.ref()), "ended twice");
        }
        assertEquals(Set.of(), waiting);
    }

    private void check(Conductor<Integer> machine, ConductorSetup plan) {
        Conductor.Counts is = machine.counts();
        assertEquals(pulled, is.claimed());
        assertEquals(running.size(), is.running());
        assertEquals(waiting.size(), is.pending());
        assertEquals(ended.size(), is.done() + is.failed() + is.cancelled() + is.replayed());
        assertEquals(
                is.claimed(),
                is.running()
                        + is.pending()
                        + is.done()
                        + is.failed()
                        + is.cancelled()
                        + is.replayed());
        assertEquals(ended.size() - consumed, is.unread());
        assertTrue(is.claimed() - is.consumed() <= plan.window, "over the window");
        for (int held : heldByKey.values()) {
            assertTrue(held <= plan.keyWidth, "over a key's width");
        }
        if (plan.rate != null) {
            // In no millisecond more than the burst, one more for it, and one for lateness.
            long recent = starts.stream().filter(start -> start > now - 1_000_000).count();
            assertTrue(recent <= plan.rate.burst() + 2, recent + " starts in a millisecond");
        }
    }
}
