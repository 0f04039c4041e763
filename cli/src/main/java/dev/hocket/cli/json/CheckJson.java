package dev.hocket.cli.json;

import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.ThreadSummary;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import dev.hocket.check.WaitEdge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a check as JSON; threads are numbers from 0, times are in seconds. */
public final class CheckJson {
    private CheckJson() {}

    public static Map<String, @Nullable Object> of(Verdict verdict, String replayLine) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("test", verdict.test());
        Finding finding = verdict.finding();
        all.put("finding", finding == null ? null : finding(finding, replayLine));
        all.put("others", verdict.others().stream().map(other -> finding(other, "")).toList());
        Coverage explored = verdict.coverage();
        all.put("schedules", explored.schedules());
        all.put("steps", explored.steps());
        all.put("complete", explored.complete());
        all.put("seed", explored.seed());
        all.put("took", explored.took().toNanos() / 1e9);
        all.put("notes", explored.notes());
        return all;
    }

    private static Map<String, @Nullable Object> finding(Finding finding, String replayLine) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        all.put("sentence", finding.headline());
        List<Object> steps = new ArrayList<>();
        finding.steps().forEach(step -> steps.add(step(step)));
        all.put("interleaving", steps);
        List<Object> threads = new ArrayList<>();
        finding.threads().forEach(thread -> threads.add(thread(thread)));
        all.put("threads", threads);
        List<Object> waits = new ArrayList<>();
        finding.waitsFor().forEach(edge -> waits.add(edge(edge)));
        all.put("waitsFor", waits);
        all.put("stackTrace", finding.stackTrace());
        all.put("schedule", finding.schedule().text());
        all.put("replay", replayLine);
        return all;
    }

    private static Map<String, @Nullable Object> step(TraceStep step) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("thread", step.thread());
        one.put("operation", step.text());
        one.put("location", step.location());
        one.put("source", step.source());
        one.put("effect", step.effect());
        one.put("switched", step.switched().word());
        return one;
    }

    private static Map<String, @Nullable Object> thread(ThreadSummary thread) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("number", thread.number());
        one.put("name", thread.name());
        one.put("virtual", thread.virtual());
        one.put("state", thread.state());
        one.put("location", thread.location());
        one.put("holds", thread.holds());
        return one;
    }

    private static Map<String, @Nullable Object> edge(WaitEdge edge) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("thread", edge.thread());
        one.put("kind", edge.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        one.put("resource", edge.resource());
        one.put("heldBy", edge.heldBy());
        one.put("location", edge.location());
        return one;
    }
}
