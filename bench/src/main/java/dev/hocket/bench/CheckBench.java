package dev.hocket.bench;

import dev.hocket.bench.CheckCorpus.Program;
import dev.hocket.check.Check;
import dev.hocket.check.Coverage;
import dev.hocket.check.Finding;
import dev.hocket.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * How fast {@code check} is, and how much it finds. {@code CheckBench [PART...]} runs {@code speed}
 * and {@code start}, which take a minute, or the parts named: {@code classic} (two minutes), {@code
 * replays} and {@code bugs} (a quarter of an hour each), {@code cures} (two hours).
 *
 * <p>System properties: {@code rounds} of speed and start (5), {@code seeds} (10), {@code replays}
 * of each program (15), {@code minutes} at most for a classic program (10), {@code only} programs
 * with these names, with commas between.
 */
public final class CheckBench {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int SEEDS = Integer.getInteger("seeds", 10);
    private static final int REPLAYS = Integer.getInteger("replays", 15);
    private static final List<String> ONLY = words(System.getProperty("only", ""));
    private static final long ENOUGH_EACH_SECOND = 5_000;
    private static final double MOST_TIMES_JAVA = 3;
    private static final Path GALLERY = Path.of("examples/check");

    private static boolean missed;

    private CheckBench() {}

    /** Runs the parts named. */
    public static void main(String[] args) throws Exception {
        for (String part : args.length == 0 ? new String[] {"speed", "start"} : args) {
            switch (part) {
                case "speed" -> speed();
                case "start" -> start();
                case "replays" -> replays();
                case "bugs" -> bugs();
                case "cures" -> cures();
                case "classic" -> classic();
                default ->
                        throw new IllegalArgumentException(
                                "there is no part '"
                                        + part
                                        + "'; there are speed, start, replays, bugs, cures and"
                                        + " classic");
            }
        }
        System.exit(missed ? 1 : 0);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static void say(boolean good, String what) {
        missed |= !good;
        System.out.println((good ? "        " : "MISSED  ") + what);
    }

    /** Schedules in a second of three philosophers who never starve. */
    private static void speed() throws Exception {
        Path classes = Files.createTempDirectory("hocket-bench");
        String file = GALLERY.resolve("PhilosophersOrder.java").toString();
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-g", "-d", classes.toString(), file);
        double[] rates = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Coverage explored =
                    Check.named("PhilosophersOrder", "main")
                            .classPath(classes.toString())
                            .schedules(50_000)
                            .seed(i)
                            .run()
                            .coverage();
            rates[i] = explored.schedules() / (explored.took().toNanos() / 1e9);
        }
        Arrays.sort(rates);
        say(
                rates[ROUNDS / 2] >= ENOUGH_EACH_SECOND,
                String.format(
                        Locale.ROOT,
                        "speed    three philosophers: %,.0f schedules/s (%,.0f–%,.0f), at least %,d"
                                + " wanted",
                        rates[ROUNDS / 2],
                        rates[0],
                        rates[ROUNDS - 1],
                        ENOUGH_EACH_SECOND));
    }

    /** From the command to the bug on the screen, against running the same file once. */
    private static void start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hocket-bench");
        Path file = folder.resolve("Transfer.java");
        Files.copy(GALLERY.resolve("Transfer.java"), file);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String schedule = folder.resolve("Transfer.schedule").toString();
        List<String> check = List.of("./hocket", "check", "--save", schedule, file.toString());
        double[] first = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        for (int i = -1; i < ROUNDS; i++) {
            double plain = seconds(0, List.of(java, file.toString()));
            Files.writeString(file, Files.readString(file) + "// " + i + "\n");
            double changed = seconds(1, check) / plain;
            double unchanged = seconds(1, check) / plain;
            if (i >= 0) {
                first[i] = changed;
                again[i] = unchanged;
            }
        }
        ratio("start    hocket check / java, file just changed", first);
        ratio("start    hocket check / java, file unchanged", again);
    }

    private static void ratio(String what, double[] ratios) {
        Arrays.sort(ratios);
        double median = ratios[ratios.length / 2];
        say(
                median <= MOST_TIMES_JAVA,
                String.format(
                        Locale.ROOT,
                        "%s: %.2f (%.2f–%.2f), at most %.0f wanted",
                        what,
                        median,
                        ratios[0],
                        ratios[ratios.length - 1],
                        MOST_TIMES_JAVA));
    }

    private static double seconds(int status, List<String> command)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != status) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end with " + status);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Each finding again and again, each time in a JVM of its own. */
    private static void replays() throws Exception {
        int same = 0;
        int all = 0;
        try (CheckCorpus corpus = CheckCorpus.compile()) {
            for (Program program : wanted(corpus, "fail")) {
                Finding found = program.check().run().finding();
                for (int i = 0; i < REPLAYS && found != null; i++, all++) {
                    Finding again = program.check().replay(found.schedule()).run().finding();
                    same += found.equals(again) ? 1 : 0;
                    if (!found.equals(again)) {
                        System.out.println("  differs: " + program.name());
                    }
                }
            }
        }
        say(same == all, "replays  " + same + " of " + all + " are identical");
    }

    private static List<Program> wanted(CheckCorpus corpus, String kind)
            throws IOException, ReflectiveOperationException {
        List<Program> programs = new ArrayList<>(corpus.programs(kind));
        programs.removeIf(program -> !ONLY.isEmpty() && !ONLY.contains(program.name()));
        return programs;
    }

    /** Every bug of the corpus with each seed. */
    private static void bugs() throws Exception {
        try (CheckCorpus corpus = CheckCorpus.compile()) {
            int found = 0;
            int all = 0;
            for (Program program : wanted(corpus, "fail")) {
                for (int seed = 1; seed <= SEEDS; seed++, all++) {
                    found += finds(program, program.check().seed(seed)) ? 1 : 0;
                }
            }
            say(found == all, "bugs     " + found + " of " + all + " are found");
        }
    }

    /** Nothing is found in their cures, with each seed. */
    private static void cures() throws Exception {
        try (CheckCorpus corpus = CheckCorpus.compile()) {
            int clean = 0;
            int all = 0;
            for (Program program : wanted(corpus, "pass")) {
                for (int seed = 1; seed <= SEEDS; seed++, all++) {
                    Verdict verdict = program.check().seed(seed).run();
                    clean += verdict.clean() ? 1 : 0;
                    report(verdict.clean(), program, verdict);
                }
            }
            say(clean == all, "cures    " + clean + " of " + all + " are clean");
        }
    }

    /** The small benchmark programs of the literature. */
    private static void classic() throws Exception {
        int found = 0;
        int all = 0;
        Duration most = Duration.ofMinutes(Integer.getInteger("minutes", 10));
        try (CheckCorpus corpus = CheckCorpus.compile()) {
            for (Program program : wanted(corpus, "classic")) {
                Check check = program.check().schedules(500_000).budget(most);
                found += finds(program, check) ? 1 : 0;
                all++;
            }
        }
        say(found == all, "classic  " + found + " of " + all + " bugs are found");
    }

    private static boolean finds(Program program, Check check) throws Exception {
        Verdict verdict = check.run();
        Finding finding = verdict.finding();
        boolean good =
                finding != null
                        && program.kinds().contains(finding.kind().name())
                        && (program.switches() < 0
                                || finding.schedule().switches() <= 2 * program.switches());
        report(good, program, verdict);
        return good;
    }

    private static void report(boolean good, Program program, Verdict verdict) {
        Finding finding = verdict.finding();
        Coverage explored = verdict.coverage();
        System.out.printf(
                Locale.ROOT,
                "%s %-28s seed %-3d %s; %,d schedules, %,d controlled steps, %.1f s%s%n",
                good ? "      " : "WRONG ",
                program.name(),
                explored.seed(),
                finding == null
                        ? "nothing found"
                        : finding.kind().title()
                                + ", switches "
                                + finding.schedule().switches()
                                + " of "
                                + program.switches(),
                explored.schedules(),
                explored.steps(),
                explored.took().toNanos() / 1e9,
                explored.notes().isEmpty() ? "" : " " + explored.notes());
    }
}
