package dev.hocket.cli.command;

import dev.hocket.cli.job.PicturesJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.images.Crop;
import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.PictureFiles;
import dev.hocket.jobs.images.PictureFilter;
import dev.hocket.jobs.images.Resize;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.ThumbnailSettings.Codec;
import dev.hocket.jobs.images.ThumbnailTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code hocket images}: pictures made smaller. */
final class ImagesCommand extends JobCommand {
    ImagesCommand() {
        super("images");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Resizes images: decodes each image, rotates it upright, crops, resizes and filters"
                    + " it, writes it as JPEG, PNG or WebP, and prints the name of the result. For"
                    + " a folder, all images below it are processed. Reads JPEG, PNG, GIF, BMP,"
                    + " TIFF and WebP. A truncated image is a failure. Originals are never"
                    + " overwritten.",
                new String[] {
                    "hocket images [OPTIONS] -o DIR PATH...",
                    "hocket images [OPTIONS] -o DIR < PATHS"
                },
                "  hocket images photos --width 800 -o small",
                "  hocket images photos --width 300 --height 300 --fit fill --filter sharpen -o"
                        + " icons",
                "  hocket images -o small --quality 70 --joblog log ::: *.jpg",
                "  find . -name '*.png' -print0 | hocket images -0 -o small");
        options.words("PATH", "Images, and folders of images.");
        options.option("DIR", "Write the results to DIR; required.", "-o", "--output");
        describeResults(options);
        options.option(
                "N",
                "Refuse images with more than N pixels (width times height). Default: 250000000.",
                "--max-pixels");
        options.option(
                "N", "Refuse files with more than N bytes. Default: 268435456.", "--max-bytes");
        RunFlags.describe(options);
    }

    private static void describeResults(CommandOptions options) {
        options.option("PIXELS", "Width of the result. Default: 800.", "--width");
        options.option(
                "PIXELS", "Height of the result. Default: in proportion to the width.", "--height");
        options.option(
                "HOW",
                "fit: within width and height, never enlarged; fill: cropped to their proportions;"
                        + " exact: stretched. Default: fit.",
                "--fit");
        options.option(
                "WxH+X+Y", "Crop each image to this part, in pixels of the original.", "--crop");
        options.option(
                "FILTER,...",
                "Filters, applied in the given order: grey, blur:PIXELS, sharpen:TIMES, edge,"
                        + " threshold:1-255.",
                "--filter");
        options.option(
                "FORMAT",
                "Format of the result: jpeg, png or webp (needs libvips). Default: jpeg.",
                "--format");
        options.option("N", "Quality of the result, from 1 to 100. Default: 85.", "--quality");
        options.flag("Keep the EXIF data; without it they are removed.", "--metadata");
        options.option(
                "CODEC",
                "auto: libvips if installed; embedded: the same bytes on every machine; libvips."
                        + " Default: auto.",
                "--codec");
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine parsed, RunFlags flags, Screen screen)
            throws SetUpException {
        InputWords words = InputWords.of(parsed, 0);
        if (!words.command().isEmpty()) {
            throw new SetUpException(
                    "unexpected argument '%s' before ':::'; leave ':::' out"
                            .formatted(words.command().getFirst()));
        }
        String output = parsed.value("-o");
        if (output == null) {
            throw new SetUpException("the output folder is missing; add -o DIR, such as -o small");
        }
        try {
            List<Path> paths = new ArrayList<>();
            for (String word : words.all(screen)) {
                paths.add(Path.of(word));
            }
            if (paths.isEmpty()) {
                throw new SetUpException(
                        "no image was given; name images or folders, or use -a FILE");
            }
            ThumbnailSettings settings = settings(parsed, PictureFiles.commonRoot(paths), output);
            ThumbnailTask task = new ThumbnailTask(settings);
            task.prepare();
            List<Path> pictures = PictureFiles.find(paths, Path.of(output));
            checkNames(pictures);
            return new PicturesJob(settings, task, pictures, flags.tag(), screen);
        } catch (IllegalArgumentException | IOException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    /** A name that is not UTF-8 can be read in a folder, but not be written as text and found. */
    private static void checkNames(List<Path> pictures) throws SetUpException {
        for (Path picture : pictures) {
            String name = picture.toString();
            if (name.indexOf('\uFFFD') >= 0 && !Path.of(name).equals(picture)) {
                throw new SetUpException(
                        "the file name '%s' is not UTF-8, and Java cannot open such a file; rename it"
                                .formatted(name));
            }
        }
    }

    private static ThumbnailSettings settings(ParsedLine parsed, Path root, String output)
            throws SetUpException {
        ThumbnailSettings settings =
                ThumbnailSettings.of(root, Path.of(output))
                        .withSize(size(parsed))
                        .withEncoding(encoding(parsed))
                        .withCodec(word(parsed, "--codec", Codec.AUTO, Codec.values()));
        String crop = parsed.value("--crop");
        String filters = parsed.value("--filter");
        if (crop != null) {
            settings = settings.withCrop(Crop.of(crop));
        }
        if (filters != null) {
            settings = settings.withFilters(PictureFilter.listOf(filters));
        }
        return settings.withLimits(
                count(parsed, "--max-pixels", settings.maxPixels()),
                count(parsed, "--max-bytes", settings.maxBytes()));
    }

    private static Resize size(ParsedLine parsed) throws SetUpException {
        Resize.Mode mode = word(parsed, "--fit", Resize.Mode.FIT, Resize.Mode.values());
        int height = (int) count(parsed, "--height", 0);
        boolean alone = height == 0;
        if (mode != Resize.Mode.FIT && (alone || parsed.value("--width") == null)) {
            throw new SetUpException(
                    "--fit %s needs both --width and --height"
                            .formatted(mode.name().toLowerCase(Locale.ROOT)));
        }
        return new Resize(mode, (int) count(parsed, "--width", alone ? 800 : 0), height);
    }

    private static PictureEncoding encoding(ParsedLine parsed) throws SetUpException {
        PictureEncoding.Format format = PictureEncoding.Format.of(parsed.value("--format", "jpeg"));
        long percent = count(parsed, "--quality", 85);
        if (percent > 100) {
            throw OptionValues.bad(
                    "--quality", parsed.value("--quality", ""), "a whole number from 1 to 100");
        }
        return new PictureEncoding(format, percent / 100f, parsed.has("--metadata"));
    }

    private static long count(ParsedLine parsed, String option, long otherwise)
            throws SetUpException {
        String value = parsed.value(option);
        return value == null ? otherwise : OptionValues.count(option, value, 1);
    }

    /** The constant that an option's word names. */
    private static <E extends Enum<E>> E word(
            ParsedLine parsed, String option, E otherwise, E[] all) throws SetUpException {
        String value = parsed.value(option);
        if (value == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : all) {
            words.add(constant.name().toLowerCase(Locale.ROOT));
            if (words.getLast().equals(value)) {
                return constant;
            }
        }
        throw OptionValues.bad(option, value, String.join(", ", words));
    }
}
