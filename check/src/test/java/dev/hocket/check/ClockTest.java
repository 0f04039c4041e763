package dev.hocket.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClockTest {
    @Test
    void clocksThatJoinEachOtherKeepTheirRoom() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Clock[] clocks = new Clock[21];
        for (int i = 0; i < clocks.length; i++) {
            clocks[i] = new Clock();
            clocks[i].tick(i);
        }
        for (int i = 0; i < 10_000; i++) {
            Clock taken = clocks[random.nextInt(clocks.length)];
            taken.join(clocks[random.nextInt(clocks.length)]);
            assertTrue(taken.room() <= 32);
        }
    }

    @Test
    void aClockKnowsWhatItJoined() {
        Clock one = new Clock();
        Clock other = new Clock();
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
