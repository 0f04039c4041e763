package dev.hocket.choose.verdict;

import dev.hocket.choose.Choice;
import dev.hocket.choose.EngineFigures;
import dev.hocket.text.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A choice as a table for people. */
public final class FiguresTable {
    private static final List<String> HEADS =
            List.of(
                    "",
                    "engine",
                    "width",
                    "inputs/s",
                    "spread",
                    "speed-up",
                    "p99",
                    "CPU",
                    "memory",
                    "same answer");
    private final Choice choice;

    public FiguresTable(Choice choice) {
        this.choice = choice;
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADS);
        choice.rows().forEach(row -> lines.add(cells(row)));
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> append(text, line, widths));
        return text.append(legend()).toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            boolean left = i <= 1 || i == widths.length - 1;
            line.append(left ? cells.get(i) + pad : pad + cells.get(i));
            line.append(i == 0 ? " " : "  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private List<String> cells(EngineFigures row) {
        int colon = row.engine().indexOf(':');
        return List.of(
                mark(row),
                colon < 0 ? row.engine() : row.engine().substring(0, colon),
                String.valueOf(row.width()),
                Quantities.compact(row.perSecond().median()),
                Quantities.compact(row.perSecond().low())
                        + " – "
                        + Quantities.compact(row.perSecond().high()),
                Quantities.ratio(row.speedUp().median()),
                row.p99().map(Quantities::duration).orElse("–"),
                Quantities.percent(row.busyCores()),
                Quantities.bytes((double) row.peakHeap()),
                switch (row.answer()) {
                    case SAME -> "yes";
                    case DIFFERENT -> "NO";
                    case UNKNOWN -> "?";
                });
    }

    private String mark(EngineFigures row) {
        if (row.engine().equals(choice.verdict().engine())) {
            return ">";
        }
        return choice.verdict().alike().contains(row.engine()) ? "~" : "";
    }

    private String legend() {
        int rounds = choice.rows().stream().mapToInt(EngineFigures::rounds).min().orElse(0);
        double sure =
                choice.rows().stream()
                        .mapToDouble(row -> row.perSecond().confidence())
                        .min()
                        .orElse(0);
        boolean open = choice.verdict().alike().size() > 1;
        return "> recommended"
                + (open ? "  ~ cannot be told apart from the fastest" : "")
                + "\n"
                + String.format(
                        Locale.ROOT,
                        "medians of %d rounds; spread: contains the median with %s confidence; CPU:"
                                + " 100 %% is one core;\n",
                        rounds,
                        Quantities.percent(sure))
                + String.format(
                        Locale.ROOT,
                        "memory: peak heap, garbage included; %d of %d inputs, measured in %s\n",
                        choice.sampled(),
                        choice.inputs(),
                        Quantities.duration(choice.elapsed()));
    }
}
