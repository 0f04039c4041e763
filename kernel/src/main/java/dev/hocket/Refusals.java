package dev.hocket;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a job against what its engine can do. */
final class Refusals {
    private Refusals() {}

    static <I, O extends @Nullable Object> void check(Engine engine, Job<I, O> job) {
        if (job.deadline().isPresent()) {
            require(engine, Trait.DEADLINES, job.name() + " has a deadline, which");
        }
    }

    static void require(Engine engine, Trait trait, String what) {
        if (engine.traits().contains(trait)) {
            return;
        }
        String able =
                Engine.providers().stream()
                        .filter(provider -> provider.traits().contains(trait))
                        .map(EngineProvider::name)
                        .collect(Collectors.joining(", "));
        throw new RefusedException(
                "%s the engine %s cannot hold (it lacks %s); %s"
                        .formatted(
                                what,
                                engine.name(),
                                trait,
                                able.isEmpty()
                                        ? "no engine here can"
                                        : "engines that can: " + able));
    }
}
