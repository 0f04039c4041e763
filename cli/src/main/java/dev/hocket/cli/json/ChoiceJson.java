package dev.hocket.cli.json;

import dev.hocket.choose.Choice;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.MedianInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A choice as JSON; times are in seconds, sizes in bytes. */
public final class ChoiceJson {
    private ChoiceJson() {}

    public static Map<String, @Nullable Object> of(Choice choice) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("job", choice.job());
        all.put("cores", choice.cores());
        all.put("inputs", choice.inputs());
        all.put("sampled", choice.sampled());
        all.put("perInput", seconds(choice.perInput()));
        all.put("elapsed", seconds(choice.elapsed()));
        List<Object> rows = new ArrayList<>();
        choice.rows().forEach(row -> rows.add(row(row)));
        all.put("rows", rows);
        Map<String, @Nullable Object> verdict = new LinkedHashMap<>();
        verdict.put("bottleneck", word(choice.verdict().bottleneck()));
        verdict.put("engine", choice.verdict().engine());
        verdict.put("alike", choice.verdict().alike());
        verdict.put("because", choice.verdict().because());
        verdict.put("use", choice.verdict().use());
        all.put("verdict", verdict);
        all.put("notes", choice.notes());
        return all;
    }

    private static Map<String, @Nullable Object> row(EngineFigures row) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("engine", row.engine());
        one.put("width", row.width());
        one.put("rounds", row.rounds());
        one.put("perSecond", interval(row.perSecond()));
        one.put("speedUp", interval(row.speedUp()));
        one.put("p99", row.p99().map(ChoiceJson::seconds).orElse(null));
        one.put("busyCores", row.busyCores());
        one.put("peakHeap", row.peakHeap());
        one.put("answer", word(row.answer()));
        return one;
    }

    private static Map<String, @Nullable Object> interval(MedianInterval interval) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("low", interval.low());
        one.put("median", interval.median());
        one.put("high", interval.high());
        return one;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
