package dev.hocket.cli;

import dev.hocket.jobs.images.PictureFiles;
import dev.hocket.jobs.images.ThumbnailSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code hocket images}: pictures made smaller. */
final class ImagesCommand extends JobCommand {
    ImagesCommand() {
        super("images");
    }

    @Override
    void describe(CommandSpec spec) {
        help(
                spec,
                "Makes pictures smaller: decodes each, sets it upright, fits it to a width, writes"
                    + " it as JPEG, and prints where. Of a folder all pictures are taken, also"
                    + " those in its folders. Reads JPEG, PNG, GIF, BMP, TIFF and WebP; one that is"
                    + " cut short is a failure. Photos are never overwritten.",
                new String[] {
                    "hocket images [OPTIONS] -o DIR PATH...",
                    "hocket images [OPTIONS] -o DIR < PATHS"
                },
                "  hocket images photos --width 800 -o small",
                "  hocket images -o small --quality 70 --joblog log ::: *.jpg",
                "  find . -name '*.png' -print0 | hocket images -0 -o small");
        words(spec, "PATH", "Pictures, and folders of pictures.");
        option(spec, "DIR", "Write the results to DIR; needed.", "-o", "--output");
        option(spec, "PIXELS", "The greatest width of a result. Default: 800.", "--width");
        option(spec, "N", "The JPEG quality, from 1 to 100. Default: 85.", "--quality");
        option(
                spec,
                "N",
                "Refuse pictures of more pixels (width times height). Default: 250000000.",
                "--max-pixels");
        RunFlags.describe(spec);
    }

    @Override
    PreparedJob<?, ?> prepare(ParseResult parsed, RunFlags flags, Screen screen)
            throws SetUpException {
        InputWords words = InputWords.of(parsed, 0);
        if (!words.command().isEmpty()) {
            throw new SetUpException(
                    "'%s' stands before ':::', where this command has no word; leave ':::' out"
                            .formatted(words.command().getFirst()));
        }
        String output = parsed.matchedOptionValue("-o", (String) null);
        if (output == null) {
            throw new SetUpException(
                    "a folder for the results is needed: -o DIR, such as -o small");
        }
        try {
            List<Path> paths = new ArrayList<>();
            for (String word : words.all(screen)) {
                paths.add(Path.of(word));
            }
            if (paths.isEmpty()) {
                throw new SetUpException("no picture was given, neither as a word nor by -a");
            }
            List<Path> pictures = PictureFiles.find(paths, Path.of(output));
            Path root = PictureFiles.commonRoot(paths);
            return new PicturesJob(settings(parsed, root, output), pictures, flags.tag(), screen);
        } catch (IllegalArgumentException | IOException refused) {
            throw new SetUpException(Texts.problem(refused), refused);
        }
    }

    private static ThumbnailSettings settings(ParseResult parsed, Path root, String output)
            throws SetUpException {
        ThumbnailSettings settings = ThumbnailSettings.of(root, Path.of(output));
        String width = parsed.matchedOptionValue("--width", (String) null);
        String quality = parsed.matchedOptionValue("--quality", (String) null);
        String pixels = parsed.matchedOptionValue("--max-pixels", (String) null);
        if (width != null) {
            settings = settings.width(OptionValues.count("--width", width, 1));
        }
        if (quality != null) {
            int percent = OptionValues.count("--quality", quality, 1);
            if (percent > 100) {
                throw OptionValues.bad("--quality", quality, "a whole number from 1 to 100");
            }
            settings = settings.quality(percent / 100f);
        }
        if (pixels != null) {
            int most = OptionValues.count("--max-pixels", pixels, 1);
            settings = settings.limits(most, settings.maxBytes());
        }
        return settings;
    }
}
