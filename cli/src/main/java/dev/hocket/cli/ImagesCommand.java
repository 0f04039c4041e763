package dev.hocket.cli;

import dev.hocket.jobs.images.PictureFiles;
import dev.hocket.jobs.images.ThumbnailSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code hocket images}: pictures made smaller. */
final class ImagesCommand extends JobCommand {
    ImagesCommand() {
        super("images");
    }

    @Override
    void describe(Options options) {
        options.help(
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
        options.words("PATH", "Pictures, and folders of pictures.");
        options.option("DIR", "Write the results to DIR; needed.", "-o", "--output");
        options.option("PIXELS", "The greatest width of a result. Default: 800.", "--width");
        options.option("N", "The JPEG quality, from 1 to 100. Default: 85.", "--quality");
        options.option(
                "N",
                "Refuse pictures of more pixels (width times height). Default: 250000000.",
                "--max-pixels");
        RunFlags.describe(options);
    }

    @Override
    PreparedJob<?, ?> prepare(Parsed parsed, RunFlags flags, Screen screen) throws SetUpException {
        InputWords words = InputWords.of(parsed, 0);
        if (!words.command().isEmpty()) {
            throw new SetUpException(
                    "'%s' stands before ':::', where this command has no word; leave ':::' out"
                            .formatted(words.command().getFirst()));
        }
        String output = parsed.value("-o");
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

    private static ThumbnailSettings settings(Parsed parsed, Path root, String output)
            throws SetUpException {
        ThumbnailSettings settings = ThumbnailSettings.of(root, Path.of(output));
        String width = parsed.value("--width");
        String quality = parsed.value("--quality");
        String pixels = parsed.value("--max-pixels");
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
