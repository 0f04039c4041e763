package dev.hocket.choose.survey;

import dev.hocket.choose.measure.Contender;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which widths of an engine are worth trying. Up to twice the cores for all; four times as wide
 * again and again for tasks that wait, as long as that gains a tenth.
 */
public final class WidthLadder {
    private static final int STEP = 4;
    private static final int WIDEST = 1024;
    private static final double GAIN = 1.1;
    private final EngineProvider provider;
    private final int fixed;
    private final int cores;

    /**
     * @param fixed the one width that was asked for, or 0
     */
    WidthLadder(EngineProvider provider, int fixed, int cores) {
        this.provider = provider;
        this.fixed = fixed;
        this.cores = cores;
    }

    /** A ladder by its engine's name, with a width or without. */
    static WidthLadder of(String nameAndWidth, List<EngineProvider> providers, int cores) {
        int colon = nameAndWidth.indexOf(':');
        String name = colon < 0 ? nameAndWidth : nameAndWidth.substring(0, colon);
        EngineProvider provider =
                providers.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no engine '%s' can run here; there are: %s"
                                                .formatted(
                                                        name,
                                                        String.join(
                                                                ", ",
                                                                providers.stream()
                                                                        .map(EngineProvider::name)
                                                                        .toList()))));
        return new WidthLadder(provider, colon < 0 ? 0 : fixed(nameAndWidth, provider), cores);
    }

    private static int fixed(String nameAndWidth, EngineProvider provider) {
        String text = nameAndWidth.substring(nameAndWidth.indexOf(':') + 1);
        try {
            int width = Integer.parseInt(text);
            if (width >= 1 && width <= provider.maxWidth()) {
                return width;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "engine '%s': the width '%s' is not a whole number from 1 to %d",
                        nameAndWidth,
                        text,
                        provider.maxWidth()));
    }

    public EngineProvider provider() {
        return provider;
    }

    Contender at(int width) {
        return new Contender(provider, width);
    }

    /** Where it starts, whatever the job. */
    List<Contender> first() {
        if (fixed > 0) {
            return List.of(at(fixed));
        }
        if (provider.traits().contains(Trait.ADAPTIVE)) {
            return List.of(at(provider.defaultWidth()));
        }
        if (!provider.traits().contains(Trait.CONCURRENT)) {
            return List.of(at(1));
        }
        Stream<Integer> widths =
                provider.name().equals("threads")
                        ? Stream.of(1, cores, 2 * cores)
                        : Stream.of(cores);
        List<Contender> first = new ArrayList<>();
        widths.map(width -> Math.min(width, provider.maxWidth()))
                .distinct()
                .forEach(width -> first.add(at(width)));
        return first;
    }

    /**
     * The width after {@code width} for a job that waits; 0 for none. A pool into which tasks fork
     * is as wide as the cores: its workers are not there to wait.
     *
     * @param inputs how many inputs a run can be given; half as wide is as wide as it makes sense
     */
    int after(int width, int inputs) {
        boolean widens =
                fixed == 0
                        && provider.traits().contains(Trait.CONCURRENT)
                        && !provider.traits().contains(Trait.ADAPTIVE)
                        && !provider.traits().contains(Trait.SPLITTABLE);
        int next = width < 2 * cores ? Math.max(STEP * cores, 16) : width * STEP;
        return widens && next <= Math.min(WIDEST, Math.min(provider.maxWidth(), inputs / 2))
                ? next
                : 0;
    }

    /** Whether a step was worth going on after. */
    static boolean gains(double before, double after) {
        return after >= GAIN * before;
    }
}
