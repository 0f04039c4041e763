package dev.hocket.check.report;

import dev.hocket.check.Finding;
import dev.hocket.check.TraceStep;
import dev.hocket.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the lines of source that a finding speaks of. */
public final class SourceLines {
    private static final int DEPTH = 24;

    private final List<Path> roots;
    private final Map<String, List<String>> files = new HashMap<>();

    /** Looks in these files and, at any depth, in these folders. */
    public SourceLines(List<Path> roots) {
        this.roots = roots;
    }

    /** The same verdict, with the source lines that were found. */
    public Verdict fill(Verdict verdict) {
        Finding finding = verdict.finding();
        return finding == null
                ? verdict
                : new Verdict(
                        verdict.test(),
                        fill(finding),
                        verdict.others().stream().map(this::fill).toList(),
                        verdict.coverage());
    }

    private Finding fill(Finding finding) {
        List<TraceStep> steps = new ArrayList<>();
        for (TraceStep step : finding.steps()) {
            steps.add(
                    new TraceStep(
                            step.thread(),
                            step.operation(),
                            step.value(),
                            step.location(),
                            line(step.location()),
                            step.effect(),
                            step.switched()));
        }
        return new Finding(
                finding.kind(),
                finding.sentence(),
                steps,
                finding.threads(),
                finding.waitsFor(),
                finding.schedule(),
                finding.stackTrace());
    }

    private String line(String location) {
        int colon = location.lastIndexOf(':'); // not there where the line is not known
        if (colon < 0) {
            return "";
        }
        List<String> lines = files.computeIfAbsent(location.substring(0, colon), this::read);
        int number = Integer.parseInt(location.substring(colon + 1));
        return number >= 1 && number <= lines.size() ? lines.get(number - 1).strip() : "";
    }

    private List<String> read(String name) {
        for (Path root : roots) {
            try (Stream<Path> all = Files.find(root, DEPTH, (file, is) -> file.endsWith(name))) {
                Path found = all.findFirst().orElse(null);
                if (found != null) {
                    return Files.readAllLines(found);
                }
            } catch (IOException | RuntimeException e) {
                // A folder that cannot be read has no sources.
            }
        }
        return List.of();
    }
}
