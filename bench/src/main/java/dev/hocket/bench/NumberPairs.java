package dev.hocket.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hocket.Engine;
import dev.hocket.jobs.reduce.ColumnReduction;
import dev.hocket.jobs.reduce.ReductionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;

/**
 * Factors against GNU {@code factor}, whole programs on both sides, with as many processes as
 * lanes; reductions against DuckDB in the same JVM, and against a C program, with as many threads.
 */
final class NumberPairs {
    private static final int LANES = 2;

    private static final String C =
            """
            #include <fcntl.h>
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/stat.h>
            struct part { const double *v; long n; double sum; };
            static void *run(void *p) {
                struct part *part = p;
                double s[8] = {0};
                long i = 0;
                for (; i + 8 <= part->n; i += 8)
                    for (int k = 0; k < 8; k++) s[k] += part->v[i + k];
                for (; i < part->n; i++) s[0] += part->v[i];
                part->sum = ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
                return 0;
            }
            int main(int argc, char **argv) {
                int threads = atoi(argv[2]), fd = open(argv[1], O_RDONLY);
                struct stat st;
                fstat(fd, &st);
                const double *v = mmap(0, st.st_size, PROT_READ, MAP_SHARED, fd, 0);
                long n = st.st_size / 8;
                struct part parts[64];
                pthread_t ids[64];
                double sum = 0;
                for (int t = 0; t < threads; t++) {
                    long from = n * t / threads, to = n * (t + 1) / threads;
                    parts[t] = (struct part){v + from, to - from, 0};
                    pthread_create(&ids[t], 0, run, &parts[t]);
                }
                for (int t = 0; t < threads; t++) {
                    pthread_join(ids[t], 0);
                    sum += parts[t].sum;
                }
                printf("%.0f\\n", sum);
            }
            """;

    private NumberPairs() {}

    static Pair products(NumberData data) throws IOException {
        int count = NumberData.scaled(20_000);
        Path file = data.products(count);
        return new Pair(
                "factor, " + count + " products of 31 bits",
                "GNU factor, 2 processes",
                1 / 1.5,
                () -> shell("./hocket factor -k -j %d -a %s".formatted(LANES, file)),
                () ->
                        shell(
                                "factor <%1$s.1 >%1$s.a & factor <%1$s.2 >%1$s.b; wait; cat %1$s.a %1$s.b"
                                        .formatted(file)));
    }

    static Pair range(NumberData data) {
        long from = 1_000_000_000_000_000L;
        int count = NumberData.scaled(100_000);
        Path folder = data.folder();
        String half = "seq %d %d | factor >%s";
        String first = half.formatted(from, from + count / 2 - 1, folder.resolve("a"));
        String second = half.formatted(from + count / 2, from + count - 1, folder.resolve("b"));
        return new Pair(
                "factor, " + count + " numbers from 10^15",
                "GNU factor, 2 processes",
                1,
                () ->
                        shell(
                                "./hocket factor -k -j %d %d..%d"
                                        .formatted(LANES, from, from + count - 1)),
                () -> shell("(%s) & (%s); wait; cd %s; cat a b".formatted(first, second, folder)));
    }

    static Pair csv(NumberData data) throws Exception {
        Path file = data.table(NumberData.scaled(1_000) * 1_000_000L);
        Engine engine = Engine.named("threads:" + LANES);
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duck.createStatement()) {
            statement.execute("SET threads = " + LANES);
        }
        ReductionSettings settings = ReductionSettings.of("sum").column("quantity");
        String query = "SELECT sum(quantity) FROM read_csv('%s')".formatted(file);
        return new Pair(
                "reduce sum, %d MB of CSV".formatted(Files.size(file) / 1_000_000),
                "DuckDB, 2 threads",
                1 / 1.5,
                () -> sum(engine, file, settings),
                () -> {
                    try (Statement statement = duck.createStatement();
                            ResultSet result = statement.executeQuery(query)) {
                        result.next();
                        return result.getDouble(1);
                    }
                });
    }

    private static Double sum(Engine engine, Path file, ReductionSettings settings)
            throws IOException, InterruptedException {
        try (ColumnReduction reduction = ColumnReduction.open(file, settings)) {
            return reduction.run(engine).values().iterator().next();
        }
    }

    static Pair doubles(NumberData data) throws Exception {
        int count = NumberData.scaled(200_000_000);
        Path file = data.doubles(count);
        Path source = data.folder().resolve("sum.c");
        Path program = data.folder().resolve("sum");
        Files.writeString(source, C);
        String unused = shell("gcc -O3 -march=native -pthread -o %s %s".formatted(program, source));
        if (!unused.isEmpty()) {
            throw new IllegalStateException(unused);
        }
        Engine engine = Engine.named("threads:" + LANES);
        ReductionSettings settings = ReductionSettings.of("sum");
        return new Pair(
                "reduce sum, %d million doubles".formatted(count / 1_000_000),
                "C, 2 threads",
                1 / 0.8,
                () -> sum(engine, file, settings),
                () -> Double.valueOf(shell("%s %s %d".formatted(program, file, LANES)).strip()));
    }

    /** What a command prints. */
    static String shell(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of("sh", "-c", command))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status);
        }
        return output;
    }
}
