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

/** Holds a job against what its engine can do. */
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
                    "%s has a deadline, which the engine %s cannot hold (it lacks %s); %s"
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

    /** Refuses what an engine cannot do that lacks one of the traits. */
    public static void require(Engine engine, String what, Trait... traits) {
        for (Trait trait : traits) {
            if (!engine.traits().contains(trait)) {
                throw new RefusedException(
                        "%s the engine %s cannot hold (it lacks %s); %s"
                                .formatted(
                                        what,
                                        engine.name(),
                                        trait,
                                        able(
                                                Engine.providers().stream()
                                                        .filter(each ->
                                                                each.traits()
                                                                        .containsAll(
                                                                                Set.of(traits)))
                                                        .toList())));
            }
        }
    }
}
