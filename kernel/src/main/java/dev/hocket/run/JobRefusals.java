package dev.hocket.run;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.RefusedException;
import dev.hocket.spi.EngineProvider;
import dev.hocket.spi.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks whether an engine can run a job. */
public final class JobRefusals {
    private JobRefusals() {}

    public static <I, O extends @Nullable Object> void check(Engine engine, Job<I, O> job) {
        if (!job.runsOn(engine.traits())) {
            throw new RefusedException(
                    job.isBlocking()
                            ? "%s has a task that blocks, and the engine %s runs only tasks that return a CompletionStage; %s"
                                    .formatted(job.name(), engine.name(), able(job))
                            : "%s has a task that returns a CompletionStage, and the engine %s runs only tasks that block; %s"
                                    .formatted(job.name(), engine.name(), able(job)));
        }
        if (job.deadline().isPresent() && !engine.traits().contains(Trait.DEADLINES)) {
            throw new RefusedException(
                    "%s has a deadline, which the engine %s cannot enforce (it lacks %s); %s"
                            .formatted(job.name(), engine.name(), Trait.DEADLINES, able(job)));
        }
    }

    private static String able(Job<?, ?> job) {
        List<Trait> others = new ArrayList<>();
        if (job.deadline().isPresent()) {
            others.add(Trait.DEADLINES);
        }
        return able(
                Engine.providers().stream()
                        .filter(each -> each.runs(job))
                        .filter(each -> each.traits().containsAll(others))
                        .toList());
    }

    private static String able(List<EngineProvider> able) {
        return able.isEmpty()
                ? "no engine here can"
                : able.stream()
                        .map(EngineProvider::name)
                        .collect(Collectors.joining(", ", "engines that can: ", ""));
    }

    /**
     * Refuses to make an executor service of an engine that cannot be one: because of a trait that
     * it lacks, or because its attempts run in other processes, which cannot complete a future of
     * this one.
     */
    public static void checkExecutor(Engine engine) {
        for (Trait needed : List.of(Trait.BACKGROUND, Trait.BLOCKING)) {
            if (!engine.traits().contains(needed)) {
                throw new RefusedException(
                        "the engine %s cannot be an executor service (it lacks %s); %s"
                                .formatted(
                                        engine.name(),
                                        needed,
                                        able(
                                                Engine.providers().stream()
                                                        .filter(each -> executes(each.traits()))
                                                        .toList())));
            }
        }
    }

    private static boolean executes(Set<Trait> traits) {
        return traits.contains(Trait.BACKGROUND)
                && traits.contains(Trait.BLOCKING)
                && !traits.contains(Trait.ISOLATES_CRASHES);
    }
}
