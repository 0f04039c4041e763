package dev.hocket.testkit;

import dev.hocket.Halt;
import dev.hocket.Rate;
import dev.hocket.spi.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one run, and when: which attempts return, throw, hang or ignore interruption,
 * under which policies, with what kind of source and consumer, and how the run is cut short. All of
 * it follows from the seed and from what the engine can do, so a plan that failed is replayed by
 * its seed.
 */
public final class FaultPlan {
    /** The deadline of plans that have one; their clock is turned by hand. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    /** What one attempt does. */
    enum Act {
        RETURN,
        SPIN,
        PAUSE,
        LITTER,
        THROW,
        LATER,
        OVERFLOW,
        MEMORY,
        LINKAGE,
        HANG,
        STUBBORN;

        boolean succeeds() {
            return switch (this) {
                case RETURN, SPIN, PAUSE, LITTER -> true;
                case THROW, LATER, OVERFLOW, MEMORY, LINKAGE, HANG, STUBBORN -> false;
            };
        }
    }

    /** How the run is cut short. */
    enum Ending {
        NONE,
        STOP,
        SOON,
        NOW,
        CLOSE_RUN,
        CLOSE_ENGINE,
        INTERRUPT;

        /** Whether attempts that run are interrupted. */
        boolean interrupts() {
            return switch (this) {
                case NONE, STOP, SOON -> false;
                case NOW, CLOSE_RUN, CLOSE_ENGINE, INTERRUPT -> true;
            };
        }
    }

    /** What kind of source the inputs come from. */
    enum Feeding {
        LIST,
        RANGE,
        SIZED,
        ITERATOR
    }

    /** How the run is consumed. */
    enum Reading {
        EACH,
        IN_ORDER,
        STREAM,
        PUBLISHER,
        DRAIN
    }

    final long seed;
    final int inputs;
    final int width;
    final int window;
    final int attempts;
    final Duration backoff;
    final @Nullable Rate rate;
    final int keys;
    final int keyWidth;
    final Halt halt;
    final boolean deadline;
    final boolean grows;
    final int sourceThrowsAt;
    final int listenerThrowsAt;
    final Feeding feeding;
    final Reading reading;
    final Ending ending;
    final int endsAfter;
    private final int faults;
    private final boolean litters;

    private FaultPlan(long seed, Set<Trait> traits) {
        SplittableRandom dice = new SplittableRandom(seed);
        this.seed = seed;
        this.inputs = dice.nextInt(8) == 0 ? 0 : 1 + dice.nextInt(dice.nextBoolean() ? 12 : 150);
        this.width = traits.contains(Trait.CONCURRENT) ? 1 + dice.nextInt(4) : 1;
        this.window = oneOf(dice, 0, 0, 1, 2, 5, 64);
        this.attempts = 1 + dice.nextInt(3);
        this.backoff = Duration.ofMillis(oneOf(dice, 0, 0, 1, 1000));
        this.rate = dice.nextInt(5) == 0 ? rate(dice) : null;
        this.keys = dice.nextInt(4) == 0 ? 1 + dice.nextInt(4) : 0;
        this.keyWidth = 1 + dice.nextInt(2);
        this.faults = oneOf(dice, 0, 5, 20, 60);
        this.halt = dice.nextInt(5) == 0 ? halt(dice) : Halt.never();
        this.deadline = dice.nextInt(5) == 0 && traits.contains(Trait.DEADLINES);
        this.grows = dice.nextInt(6) == 0;
        this.sourceThrowsAt = dice.nextInt(8) == 0 ? dice.nextInt(inputs + 1) : -1;
        this.listenerThrowsAt = dice.nextInt(4) == 0 ? dice.nextInt(4) : -1;
        this.ending = deadline || dice.nextInt(2) == 0 ? Ending.NONE : oneOf(dice, Ending.values());
        this.endsAfter = dice.nextInt(inputs + 2);
        this.feeding = sourceThrowsAt >= 0 ? Feeding.ITERATOR : oneOf(dice, Feeding.values());
        this.reading = reading(dice, ending, grows);
        this.litters = traits.contains(Trait.BACKGROUND);
    }

    /** The plan of a seed for an engine with these traits. */
    public static FaultPlan of(long seed, Set<Trait> traits) {
        return new FaultPlan(seed, traits);
    }

    @SafeVarargs
    private static <T> T oneOf(SplittableRandom dice, T... choices) {
        return choices[dice.nextInt(choices.length)];
    }

    private static Rate rate(SplittableRandom dice) {
        return Rate.perSecond(oneOf(dice, 0.5, 10.0, 1e6)).withBurst(oneOf(dice, 1, 3, 100));
    }

    private static Halt halt(SplittableRandom dice) {
        Halt.Mode mode = oneOf(dice, Halt.Mode.values());
        return dice.nextInt(4) == 0
                ? Halt.atPercent(mode, oneOf(dice, 1.0, 30.0))
                : Halt.atFailures(mode, 1 + dice.nextInt(3));
    }

    private static Reading reading(SplittableRandom dice, Ending ending, boolean grows) {
        Reading any = oneOf(dice, Reading.values());
        return switch (ending) {
            case STOP, INTERRUPT -> any == Reading.IN_ORDER && !grows ? any : Reading.EACH;
            default -> grows ? Reading.EACH : any;
        };
    }

    /** What an attempt at an input does; attempts count from 1. */
    Act act(long input, int attempt) {
        long mixed = (seed * 0x9E3779B97F4A7C15L + input) * 0xBF58476D1CE4E5B9L + attempt;
        SplittableRandom dice = new SplittableRandom(mixed);
        if (dice.nextInt(100) >= faults) {
            return switch (dice.nextInt(20)) {
                case 0 -> Act.SPIN;
                case 1 -> Act.PAUSE;
                case 2 -> litters ? Act.LITTER : Act.RETURN;
                default -> Act.RETURN;
            };
        }
        return switch (dice.nextInt(12)) {
            case 0 -> Act.OVERFLOW;
            case 1 -> Act.MEMORY;
            case 2 -> Act.LINKAGE;
            case 3, 4 -> Act.LATER;
            case 5, 6 -> deadline || ending.interrupts() ? Act.HANG : Act.THROW;
            case 7 -> deadline && input % 10 == 0 ? Act.STUBBORN : Act.THROW;
            default -> Act.THROW;
        };
    }

    /** What the output of an input grows. Some are grown twice, some were given, none grow on. */
    List<Long> grown(long input) {
        List<Long> children = new ArrayList<>();
        if (grows && input < inputs) {
            SplittableRandom dice = new SplittableRandom(seed ^ input);
            for (int i = dice.nextInt(3); i > 0; i--) {
                children.add((long) dice.nextInt(inputs * 3));
            }
        }
        return children;
    }

    /** The attempt that decides an input that nothing cuts short. */
    int lastAttempt(long input) {
        for (int attempt = 1; attempt < attempts; attempt++) {
            if (act(input, attempt).succeeds()) {
                return attempt;
            }
        }
        return attempts;
    }

    /** Whether every outcome follows from the plan alone. */
    boolean certain() {
        return !cut() && !deadline;
    }

    /** Whether inputs may end before their last attempt. */
    boolean cut() {
        return ending != Ending.NONE || halt.failures() > 0 || halt.percent() > 0;
    }

    /** Whether attempts may be interrupted by the run. */
    boolean interrupts() {
        return deadline
                || ending.interrupts()
                || ending == Ending.STOP
                || (cut() && halt.mode() == Halt.Mode.NOW);
    }

    @Override
    public String toString() {
        return ("seed %d: %d inputs (%s%s%s) in %d lanes, window %d, read %s; %d attempts, backoff"
                        + " %s, %s, %d keys of width %d, %s, %d %% faults%s%s; ends by %s after %d")
                .formatted(
                        seed,
                        inputs,
                        feeding,
                        sourceThrowsAt < 0 ? "" : ", throws at " + sourceThrowsAt,
                        grows ? ", growing" : "",
                        width,
                        window,
                        reading,
                        attempts,
                        backoff,
                        rate,
                        keys,
                        keyWidth,
                        halt,
                        faults,
                        deadline ? ", deadline" : "",
                        listenerThrowsAt < 0 ? "" : ", listener throws at " + listenerThrowsAt,
                        ending,
                        endsAfter);
    }
}
