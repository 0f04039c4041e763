package dev.hocket.cli;

import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.choose.Choice;
import dev.hocket.jobs.images.PictureFiles;
import dev.hocket.jobs.images.SamplePictures;
import dev.hocket.jobs.images.ThumbnailSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** {@code hocket demo}: makes pictures, and measures how they are best made smaller. */
final class DemoCommand extends Command {
    private static final int PICTURES = 60;
    private static final long SEED = 1;
    private static final Duration BUDGET = Duration.ofSeconds(45);

    DemoCommand() {
        super("demo");
    }

    @Override
    void describe(Options options) {
        options.help(
                "Makes 60 sample pictures, measures on every engine how fast they are made smaller,"
                        + " and says what to use. Takes one or two minutes.",
                new String[] {"hocket demo [-o DIR]"},
                "  hocket demo");
        options.option(
                "DIR",
                "Make pictures and results in DIR. Default: hocket-demo, in the folder for"
                        + " temporary files.",
                "-o",
                "--output");
        options.option("TIME", "About how long measuring may take. Default: 45s.", "--budget");
    }

    @Override
    int run(Parsed words, Screen screen) throws SetUpException {
        String temporary = System.getProperty("java.io.tmpdir", "/tmp");
        String folder = words.value("-o");
        Path place = folder == null ? Path.of(temporary, "hocket-demo") : Path.of(folder);
        String budget = words.value("--budget");
        Duration time = budget == null ? BUDGET : OptionValues.duration("--budget", budget);
        try {
            Path photos = Files.createDirectories(place.resolve("photos"));
            makePictures(photos, screen);
            measure(photos, place.resolve("small"), time, screen);
            return ExitCodes.DONE;
        } catch (IOException failed) {
            if (screen.closed()) {
                return ExitCodes.OUTPUT_CLOSED;
            }
            throw new SetUpException("the demo in " + place + ": " + Texts.problem(failed), failed);
        }
    }

    private static void makePictures(Path photos, Screen screen)
            throws IOException, SetUpException {
        screen.result("Making " + PICTURES + " sample pictures in " + photos + " ...");
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
                            "a sample picture could not be made in "
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

    private static void measure(Path photos, Path small, Duration budget, Screen screen)
            throws IOException, SetUpException {
        List<Path> pictures = PictureFiles.find(List.of(photos), small);
        ThumbnailSettings settings = ThumbnailSettings.of(photos, small);
        screen.result("Making them 800 pixels wide, on every engine, at several widths ...\n");
        screen.flush();
        try (PicturesJob job = new PicturesJob(settings, pictures, false, screen)) {
            Measuring measuring = new Measuring(List.of(), budget, 3, 0);
            Choice choice = measuring.measure(job, job.job(), screen);
            String engine = choice.verdict().engine();
            String option = engine.isEmpty() ? "" : " -e " + engine;
            screen.result(choice.toString());
            screen.result("The small pictures are in " + small + ". Next, on your own:\n");
            screen.result("  ./hocket images PHOTOS --width 800 -o SMALL" + option);
            screen.flush();
        }
    }
}
