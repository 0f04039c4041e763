package dev.hocket.jobs.reduce;

import dev.hocket.Engine;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Short ways to reduce something in a test. */
final class ReductionRuns {
    private ReductionRuns() {}

    static Map<String, Double> file(String engine, Path file, ReductionSettings settings)
            throws IOException, InterruptedException {
        try (Engine opened = Engine.named(engine);
                ColumnReduction reduction = ColumnReduction.open(file, settings)) {
            return reduction.run(opened);
        }
    }

    static Map<String, Double> file(Path file, ReductionSettings settings)
            throws IOException, InterruptedException {
        return file("threads:2", file, settings);
    }

    /** Through a stream that gives a few bytes at a time. */
    static Map<String, Double> stream(byte[] bytes, ReductionSettings settings)
            throws IOException, InterruptedException {
        try (Engine engine = Engine.named("threads:2");
                ColumnReduction reduction =
                        ColumnReduction.of(slow(bytes), "standard input", settings)) {
            return reduction.run(engine);
        }
    }

    /** A stream that gives a few bytes at a time. */
    static InputStream slow(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private int turn;

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                turn = turn % 9_001 + 7;
                return super.read(to, offset, Math.min(length, turn));
            }
        };
    }

    static Map<String, Double> text(String text, ReductionSettings settings)
            throws IOException, InterruptedException {
        return stream(text.getBytes(StandardCharsets.UTF_8), settings);
    }

    static double value(Map<String, Double> result, String name) {
        return Objects.requireNonNull(result.get(name), name);
    }
}
