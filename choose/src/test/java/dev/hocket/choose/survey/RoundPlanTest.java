package dev.hocket.choose.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.choose.SyntheticJobs;
import dev.hocket.choose.measure.Contender;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundPlanTest {
    private static final EngineProvider PROVIDER =
            SyntheticJobs.provider("any", 5_000, Trait.CONCURRENT);
    private static final Contender ONE = new Contender(PROVIDER, 1);
    private static final Contender TWO = new Contender(PROVIDER, 2);
    private static final Contender WIDE = new Contender(PROVIDER, 64);

    private static Map<Contender, Double> rates(double one, double two, double wide) {
        Map<Contender, Double> rates = new LinkedHashMap<>();
        rates.put(ONE, one);
        rates.put(TWO, two);
        rates.put(WIDE, wide);
        return rates;
    }

    @Test
    void narrowContendersGetTheSameInputs() {
        RoundPlan portions = new RoundPlan(rates(100, 200, 200), 4_000, 60, 5, 4);

        assertEquals(portions.count(ONE), portions.count(TWO));
        assertEquals(5, portions.rounds());
    }

    @Test
    void theBudgetIsKept() {
        for (double rate : new double[] {5, 50, 5_000, 5e6}) {
            RoundPlan portions = new RoundPlan(rates(rate, 2 * rate, 32 * rate), 4_000, 40, 5, 4);

            assertTrue(portions.rounds() * portions.secondsARound() < 44, "rate " + rate);
        }
    }

    @Test
    void quickInputsTakeFarLessThanTheBudget() {
        RoundPlan portions = new RoundPlan(rates(1e6, 2e6, 2e6), 4_000, 60, 5, 4);

        assertTrue(portions.rounds() * portions.secondsARound() < 10);
    }

    @Test
    void wideContendersGetEnoughToBeWide() {
        RoundPlan portions = new RoundPlan(rates(10, 20, 640), 4_000, 60, 5, 4);

        assertTrue(portions.count(WIDE) >= 128, () -> "count " + portions.count(WIDE));
    }

    @Test
    void lanesThatAreNoFasterAreNotFilledAtAnyPrice() {
        RoundPlan portions = new RoundPlan(rates(20, 40, 40), 4_000, 60, 5, 4);

        assertTrue(portions.count(WIDE) / 40.0 < 10, () -> "count " + portions.count(WIDE));
    }

    @Test
    void tooShortABudgetStillGivesThreeRoundsOfSomething() {
        RoundPlan portions = new RoundPlan(rates(0.1, 0.2, 0.2), 4_000, 5, 5, 4);

        assertEquals(3, portions.rounds());
        assertEquals(2, portions.count(ONE));
    }

    @Test
    void aLittleMoreThanTheSampleIsTheSample() {
        RoundPlan portions = new RoundPlan(rates(150, 300, 300), 60, 60, 5, 4);

        assertEquals(60, portions.count(ONE), "not the 80 that would fit");
    }
}
