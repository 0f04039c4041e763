package dev.hocket.check.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VectorClockTest {
    @Test
    void clocksThatJoinEachOtherKeepTheirRoom() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        VectorClock[] clocks = new VectorClock[21];
        for (int i = 0; i < clocks.length; i++) {
            clocks[i] = new VectorClock();
            clocks[i].tick(i);
        }
        for (int i = 0; i < 10_000; i++) {
            VectorClock taken = clocks[random.nextInt(clocks.length)];
            taken.join(clocks[random.nextInt(clocks.length)]);
            assertTrue(taken.room() <= 32);
        }
    }

    @Test
    void aClockKnowsWhatItJoined() {
        VectorClock one = new VectorClock();
        VectorClock other = new VectorClock();
        one.tick(3);
        other.tick(17);
        other.tick(17);

        assertEquals(17, other.ahead(one));
        one.join(other);

        assertEquals(-1, other.ahead(one));
        assertEquals(2, one.of(17));
        assertEquals(1, one.of(3));
        assertEquals(0, one.of(100));
    }
}
