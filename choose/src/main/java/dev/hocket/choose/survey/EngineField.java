package dev.hocket.choose.survey;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.choose.measure.Contender;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engines that compete.
 *
 * @param ladders those that can run the job, with the widths to try
 * @param baseline one lane, which the others are compared with
 * @param notes who was left out, and why
 */
public record EngineField(List<WidthLadder> ladders, Contender baseline, List<String> notes) {

    /**
     * The engines that can run a job.
     *
     * @param wanted names, with widths or without; empty for all but those that choose their width
     *     themselves, as they would be measured while they still look for it
     * @throws IllegalArgumentException if one of them cannot run here, or none is left
     */
    public static EngineField of(Job<?, ?> job, List<String> wanted, int cores) {
        List<String> notes = new ArrayList<>();
        List<EngineProvider> able = new ArrayList<>();
        for (EngineProvider provider : Engine.providers()) {
            if (!provider.runs(job)) { // as a matter of course: it is for tasks of another form
                refuseIfWanted(provider, job, wanted);
                continue;
            }
            String why = provider.unavailable().orElse("");
            if (why.isEmpty()
                    && job.deadline().isPresent()
                    && !provider.traits().contains(Trait.DEADLINES)) {
                why = "it cannot enforce the job's deadline";
            }
            if (why.isEmpty()) {
                able.add(provider);
            } else {
                notes.add("engine %s is left out: %s".formatted(provider.name(), why));
            }
        }
        if (able.isEmpty()) {
            throw new IllegalArgumentException(
                    "no engine can run job '%s'; %s"
                            .formatted(
                                    job.name(),
                                    notes.isEmpty()
                                            ? "none is on the class path: add hocket-engines"
                                            : String.join("; ", notes)));
        }
        List<WidthLadder> ladders = new ArrayList<>();
        if (wanted.isEmpty()) {
            able.stream()
                    .filter(provider -> !provider.traits().contains(Trait.ADAPTIVE))
                    .forEach(provider -> ladders.add(new WidthLadder(provider, 0, cores)));
        } else {
            wanted.forEach(name -> ladders.add(WidthLadder.of(name, able, cores)));
        }
        return new EngineField(List.copyOf(ladders), baseline(able), List.copyOf(notes));
    }

    private static void refuseIfWanted(
            EngineProvider provider, Job<?, ?> job, List<String> wanted) {
        String name = provider.name();
        if (wanted.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + ":"))) {
            throw new IllegalArgumentException(
                    job.isBlocking()
                            ? "engine '%s' runs only tasks that return a CompletionStage, and that of %s blocks"
                                    .formatted(name, job.name())
                            : "engine '%s' runs only tasks that block, and that of %s returns a CompletionStage"
                                    .formatted(name, job.name()));
        }
    }

    private static Contender baseline(List<EngineProvider> able) {
        EngineProvider provider =
                able.stream()
                        .filter(each -> !each.traits().contains(Trait.CONCURRENT))
                        .findFirst()
                        .or(() -> threads(able))
                        .orElse(able.getFirst());
        return new Contender(provider, 1);
    }

    private static Optional<EngineProvider> threads(List<EngineProvider> able) {
        return able.stream().filter(each -> each.name().equals("threads")).findFirst();
    }

    /** Whose lanes to watch: platform threads, which show their states best; or null. */
    @Nullable Contender watched(int width) {
        return ladders.stream()
                .map(WidthLadder::provider)
                .filter(each -> each.traits().contains(Trait.CONCURRENT))
                .filter(each -> each.name().equals("threads") || each.name().equals("virtual"))
                .findFirst()
                .map(each -> new Contender(each, Math.min(width, each.maxWidth())))
                .orElse(null);
    }
}
