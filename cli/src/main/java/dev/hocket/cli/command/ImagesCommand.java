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
                "Makes pictures smaller: decodes each, sets it upright, crops it, gives it its"
                    + " size, applies filters, writes it as JPEG, PNG or WebP, and prints where. Of"
                    + " a folder all pictures are taken, also those in its folders. Reads JPEG,"
                    + " PNG, GIF, BMP, TIFF and WebP; one that is cut short is a failure. Photos"
                    + " are never overwritten.",
                new String[] {
                    "hocket images [OPTIONS] -o DIR PATH...",
                    "hocket images [OPTIONS] -o DIR < PATHS"
                },
                "  hocket images photos --width 800 -o small",
                "  hocket images photos --width 300 --height 300 --fit fill --filter sharpen -o"
                        + " icons",
                "  hocket images -o small --quality 70 --joblog log ::: *.jpg",
                "  find . -name '*.png' -print0 | hocket images -0 -o small");
        options.words("PATH", "Pictures, and folders of pictures.");
        options.option("DIR", "Write the results to DIR; needed.", "-o", "--output");
        describeResults(options);
        options.option(
                "N",
                "Refuse pictures of more pixels (width times height). Default: 250000000.",
                "--max-pixels");
        options.option("N", "Refuse files of more bytes. Default: 268435456.", "--max-bytes");
        RunFlags.describe(options);
    }

    private static void describeResults(CommandOptions options) {
        options.option("PIXELS", "The width of a result. Default: 800.", "--width");
        options.option("PIXELS", "The height of a result. Default: as the width asks.", "--height");
        options.option(
                "HOW",
                "fit: within width and height, never enlarged; fill: cut to their shape; exact:"
                        + " stretched to it. Default: fit.",
                "--fit");
        options.option("WxH+X+Y", "Take this part of each picture, in its own pixels.", "--crop");
        options.option(
                "FILTER,...",
                "grey, blur:PIXELS, sharpen:TIMES, edge, threshold:1-255; in this order.",
                "--filter");
        options.option("FORMAT", "jpeg, png or webp (needs libvips). Default: jpeg.", "--format");
        options.option("N", "The quality, from 1 to 100. Default: 85.", "--quality");
        options.flag("Keep the EXIF data. Default: none are kept.", "--metadata");
        options.option(
                "CODEC",
                "auto: libvips where installed; embedded: the same bytes on every machine; libvips."
                        + " Default: auto.",
                "--codec");
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine parsed, RunFlags flags, Screen screen)
            throws SetUpException {
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
                        "the name of the picture '%s' is not UTF-8, and Java cannot name such a file; rename it"
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
                    "--fit %s needs both sides of the result: --width and --height"
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
