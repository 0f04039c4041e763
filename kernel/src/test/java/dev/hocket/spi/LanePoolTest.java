package dev.hocket.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Job;
import dev.hocket.run.RunLane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lanes grow and shrink in number, and change workers, while a run goes on; all in one thread. */
final class LanePoolTest {
    private final Hands hands = new Hands();
    private final Inbox inbox = new Inbox();
    private final LanePool pool = new LanePool("test", 8, hands);

    @Test
    void theRunIsToldHowManyLanesThereAre() {
        Lanes lanes = pool.lanes(inbox, 3);
        assertEquals(3, inbox.width);
        lanes.width(5);
        assertEquals(5, inbox.width);
        lanes.width(100);
        assertEquals(8, inbox.width, "the pool's width");
    }

    @Test
    void aLaneTooManyThatIsWokenPassesTheWakingOn() {
        Lanes lanes = pool.lanes(inbox, 3);
        hands.work();
        assertEquals(3, inbox.parked.size());
        lanes.width(1);
        inbox.leases.add(new Note());
        inbox.parked.addLast(inbox.parked.removeFirst()); // the first lane is asked last
        inbox.wakeAnother();
        hands.work();
        assertEquals(List.of("test-1"), inbox.ran);
        assertEquals(1, inbox.parked.size());
    }

    @Test
    void lanesThatComeBackAreTheSame() {
        Lanes lanes = pool.lanes(inbox, 3);
        for (int i = 0; i < 5; i++) {
            lanes.width(1);
            inbox.leases.add(new Note());
            inbox.leases.add(new Note());
            inbox.leases.add(new Note());
            hands.work();
            for (int asleep = inbox.parked.size(); asleep > 0; asleep--) {
                inbox.parked.remove().run();
                hands.work();
            }
            lanes.width(3);
            hands.work();
        }
        assertEquals(3, inbox.lanes, "what a lane has learned of its tasks stays");
        assertEquals(15, inbox.ran.size());
    }

    @Test
    void aLaneMovesToOtherWorkersAfterItsLease() {
        Hands others = new Hands();
        Hands[] chosen = {hands};
        Hands choice =
                new Hands() {
                    @Override
                    public void execute(LanePool.Turn loop) {
                        chosen[0].execute(loop);
                    }

                    @Override
                    public boolean contended() {
                        return chosen[0].equals(others) && hands.working;
                    }
                };
        Lanes _ = pool.lanes(inbox, 1, choice);
        inbox.leases.add(new Note(() -> chosen[0] = others));
        inbox.leases.add(new Note());
        hands.work();
        assertEquals(1, inbox.ran.size());
        assertTrue(others.loops.size() == 1 && hands.loops.isEmpty());
        others.work();
        assertEquals(2, inbox.ran.size());
    }

    /** Workers that work when they are told to. */
    private static class Hands implements LanePool.Workers {
        final ArrayDeque<Runnable> loops = new ArrayDeque<>();
        boolean working;

        void work() {
            working = true;
            for (Runnable loop = loops.poll(); loop != null; loop = loops.poll()) {
                loop.run();
            }
            working = false;
        }

        @Override
        public void execute(LanePool.Turn loop) {
            loops.add(loop);
        }

        @Override
        public boolean contended() {
            return false;
        }

        @Override
        public boolean current() {
            return false;
        }

        @Override
        public void resize(int change) {}

        @Override
        public Set<String> close() {
            return Set.of();
        }
    }

    /** A supply of the leases that are put into it. */
    private static final class Inbox implements Supply<Integer, Integer> {
        final ArrayDeque<Note> leases = new ArrayDeque<>();
        final ArrayDeque<Runnable> parked = new ArrayDeque<>();
        final List<String> ran = new ArrayList<>();
        int lanes;
        int width;

        @Override
        public Job<Integer, Integer> job() {
            return Job.of("test", input -> input);
        }

        @Override
        public Lane lane(String engine, int number) {
            lanes++;
            return new RunLane(engine, number, false);
        }

        @Override
        public Lane lane(String engine, int number, long leaseNanos) {
            return lane(engine, number);
        }

        @Override
        public @Nullable Lease<Integer, Integer> pull(Lane lane, Runnable wake) {
            Note next = leases.poll();
            if (next == null) {
                parked.add(wake);
            } else {
                ran.add(lane.name());
            }
            return next;
        }

        @Override
        public boolean closed() {
            return false;
        }

        @Override
        public void shutDown() {}

        @Override
        public void broken(Throwable why) {}

        @Override
        public boolean reads() {
            return false;
        }

        @Override
        public int usefulLanes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void wakeAnother() {
            Runnable wake = leases.isEmpty() ? null : parked.poll();
            if (wake != null) {
                wake.run();
            }
        }

        @Override
        public void width(int lanes) {
            width = lanes;
        }
    }

    /** A lease that does one thing. */
    private record Note(Runnable what) implements Lease<Integer, Integer> {
        Note() {
            this(() -> {});
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Integer input(int i) {
            return 1;
        }

        @Override
        public int attempt(int i) {
            return 1;
        }

        @Override
        public void run(Lane lane) {
            what.run();
        }

        @Override
        public long index(int i) {
            return i;
        }

        @Override
        public int current() {
            return 0;
        }

        @Override
        public void runAsync(Lane lane, Loop loop) {
            what.run();
        }

        @Override
        public boolean started(Lane lane, int i) {
            return true;
        }

        @Override
        public void done(Lane lane, int i, Integer output) {}

        @Override
        public void failed(Lane lane, int i, Cause cause) {}

        @Override
        public void giveBack(Lane lane, int i) {}
    }
}
