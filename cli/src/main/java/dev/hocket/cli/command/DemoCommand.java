package dev.hocket.cli.command;

import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.choose.Choice;
import dev.hocket.choose.EngineFigures;
import dev.hocket.choose.Recommendation;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.ProgressLine;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.images.SamplePictures;
import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code hocket demo}: three kinds of work, which want three kinds of concurrency, measured on this
 * machine: pictures, a site that is slow to answer, and numbers.
 */
final class DemoCommand extends Command {
    private static final String INTRODUCTION =
            """
            Three kinds of work, each measured on several engines. An engine is a way to run tasks; its width is
            the number of tasks that it runs at a time. Each table shows how many inputs per second an engine
            processes, and marks the recommended engine with >. This takes about a minute.
            """;
    private static final String NEXT =
            """
            ./hocket images PHOTOS --width 800 -o SMALL          your images, on the engine that auto chooses
            ./hocket choose images PHOTOS --width 800 -o SMALL   a table as above, for your images
            ./hocket --help                                      all commands\
            """;
    private static final int PICTURES = 60;
    private static final long SEED = 1;
    private static final int PAGES = 120;
    private static final int NUMBERS = 400;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Duration BUDGET = Duration.ofSeconds(42);

    /** What is measured, and what came out. */
    private record Part(String what, Choice choice) {
        String line() {
            Recommendation verdict = choice.verdict();
            String engine = verdict.engine().isEmpty() ? "none" : verdict.engine();
            double speedUp = 1;
            for (EngineFigures row : choice.rows()) {
                if (engine.equals(row.engine())) {
                    speedUp = row.speedUp().median();
                }
            }
            return String.format(
                    Locale.ROOT,
                    "  %-34s %-14s %6.1f times sequential; the bottleneck is %s",
                    what,
                    engine,
                    speedUp,
                    verdict.bottleneck().words());
        }
    }

    DemoCommand() {
        super("demo");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Creates 60 sample images, a small web site that takes 20 ms for each response, and"
                        + " a list of numbers. Measures on several engines how fast the images are"
                        + " resized, the pages visited and the numbers factored, and recommends an"
                        + " engine for each. Takes about a minute.",
                new String[] {"hocket demo [-o DIR]"},
                "  hocket demo");
        options.option(
                "DIR",
                "Write images and results to DIR. Default: hocket-demo in the folder for temporary"
                        + " files.",
                "-o",
                "--output");
        options.option("TIME", "Measure for about TIME. Default: 42s.", "--budget");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        String temporary = System.getProperty("java.io.tmpdir", "/tmp");
        String folder = words.value("-o");
        Path place = folder == null ? Path.of(temporary, "hocket-demo") : Path.of(folder);
        String budget = words.value("--budget");
        Duration time = budget == null ? BUDGET : OptionValues.duration("--budget", budget);
        try {
            Path photos = Files.createDirectories(place.resolve("photos"));
            screen.result(INTRODUCTION);
            makePictures(photos, screen);
            Path small = place.resolve("small");
            List<Part> parts =
                    List.of(
                            pictures(photos, small, time.multipliedBy(4).dividedBy(10), screen),
                            site(place, time.multipliedBy(4).dividedBy(10), screen),
                            numbers(place, time.multipliedBy(2).dividedBy(10), screen));
            screen.result("The best engine for each:");
            for (Part part : parts) {
                screen.result(part.line());
            }
            screen.result("\nThe resized images are in " + small + ". Next, with your own data:\n");
            screen.result(NEXT);
            screen.flush();
            return ExitCodes.DONE;
        } catch (IOException failed) {
            if (screen.lost() != null) {
                throw failed;
            }
            throw new SetUpException(
                    "the demo in " + place + ": " + Wording.problem(failed), failed);
        }
    }

    private static void makePictures(Path photos, Screen screen)
            throws IOException, SetUpException {
        screen.result("Making " + PICTURES + " sample images in " + photos + " ...");
        screen.flush();
        List<Integer> numbers = IntStream.range(0, PICTURES).boxed().toList();
        Job<Integer, Path> job = Job.of("sample pictures", new SamplePictures(photos, SEED));
        boolean draw = screen.canDraw();
        ProgressLine line = new ProgressLine(false);
        try (Engine engine = Engine.named(RunFlags.DEFAULT_ENGINE);
                Run<Integer, Path> run = engine.start(job, Inputs.of(numbers))) {
            for (Outcome<Integer, Path> outcome : run) {
                if (outcome instanceof Failed<Integer, Path> failed) {
                    throw new SetUpException(
                            "a sample image could not be created in "
                                    + photos
                                    + ": "
                                    + failed.cause().message());
                }
                if (draw) {
                    screen.progress(line.bar(run.progress(), System.nanoTime(), 80));
                }
            }
        } finally {
            screen.progress("");
        }
    }

    private static Part pictures(Path photos, Path small, Duration budget, Screen screen)
            throws IOException, SetUpException {
        screen.result("1. Resizing the images to a width of 800 pixels: hocket images\n");
        List<String> words = List.of("--width", "800", "-o", small.toString(), photos.toString());
        List<String> engines = List.of("sequential", "threads:2", "threads:16", "forkjoin:2");
        return new Part(
                PICTURES + " images resized", measure("images", words, engines, budget, screen));
    }

    /** The pages are given one by one, so that every engine visits the same ones. */
    private static Part site(Path place, Duration budget, Screen screen)
            throws IOException, SetUpException {
        Path folder = Files.createDirectories(place.resolve("site"));
        StringBuilder links = new StringBuilder("<title>Start</title>");
        for (int i = 0; i < PAGES; i++) {
            links.append(
                    String.format(Locale.ROOT, "<p><a href=\"page-%d.html\">Page %d</a>", i, i));
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "page-%d.html", i)), page(i));
        }
        Files.writeString(folder.resolve("index.html"), links);
        List<String> words =
                new ArrayList<>(List.of("--depth", "0", "--concurrent-per-host", "1000"));
        try (SiteServer server = Site.of(folder).withPort(0).withLatency(LATENCY).start()) {
            screen.result(
                    "2. Visiting a site that takes 20 ms for each response: hocket host, hocket"
                            + " crawl\n");
            for (int i = 0; i < PAGES; i++) {
                words.add(
                        server.uri()
                                .resolve(String.format(Locale.ROOT, "page-%d.html", i))
                                .toString());
            }
            List<String> engines =
                    List.of("sequential", "threads:2", "threads:16", "virtual:64", "async:64");
            return new Part(
                    PAGES + " pages visited", measure("crawl", words, engines, budget, screen));
        }
    }

    private static String page(int number) {
        return String.format(
                Locale.ROOT,
                "<title>Page %d</title><p>%s<p><a href=\"index.html\">Start</a>",
                number,
                "A page that takes its time. ".repeat(60));
    }

    private static Part numbers(Path place, Duration budget, Screen screen)
            throws IOException, SetUpException {
        screen.result("3. Factoring numbers of seven digits: hocket factor\n");
        Path file = place.resolve("numbers");
        Files.write(
                file,
                IntStream.range(0, NUMBERS).mapToObj(i -> String.valueOf(1_000_000 + i)).toList());
        List<String> engines = List.of("sequential", "threads:2", "forkjoin:2", "virtual:64");
        return new Part(
                NUMBERS + " numbers factored",
                measure("factor", List.of("-a", file.toString()), engines, budget, screen));
    }

    private static Choice measure(
            String name, List<String> words, List<String> engines, Duration budget, Screen screen)
            throws IOException, SetUpException {
        screen.flush();
        JobCommand command = Objects.requireNonNull(Commands.job(name));
        ParsedLine parsed = command.options().parse(words);
        RunFlags flags = RunFlags.of(parsed);
        try (PreparedJob<?, ?> job = command.prepare(parsed, flags, screen)) {
            Choice choice = measure(job, flags, engines, budget, screen);
            screen.result(choice.toString());
            screen.flush();
            return choice;
        }
    }

    private static <I, O extends @Nullable Object> Choice measure(
            PreparedJob<I, O> job,
            RunFlags flags,
            List<String> engines,
            Duration budget,
            Screen screen)
            throws SetUpException {
        return new ChooseMeasurement(engines, budget, 3, 0).measure(job, job.jobFor(flags), screen);
    }
}
