package dev.hocket.check.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.IdentityHashMap;
import org.junit.jupiter.api.Test;

class StrategyMixTest {
    @Test
    void theMixGivesEachOfItsStrategiesTheSameShare() {
        IdentityHashMap<Strategy, Integer> uses = new IdentityHashMap<>();
        StrategyMix mix = StrategyMix.named("mix");
        for (int i = 0; i < 3_000; i++) {
            uses.merge(mix.of(i), 1, Integer::sum);
        }

        long byTurns = uses.values().stream().filter(times -> times == 1).count();
        assertEquals(9, byTurns);
        uses.values().removeIf(times -> times == 1 || times > 1_000);
        assertEquals(8, uses.size());
        int least = uses.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        int most = uses.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        assertTrue(most - least <= 1, uses::toString);
    }

    @Test
    void aNameThatIsNoneIsRefusedWithThoseThatAre() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> StrategyMix.named("luck"));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("'luck'"), message);
        assertTrue(message.contains("exhaustive"), message);
    }
}
