package dev.hocket.cli.command;

import dev.hocket.cli.job.JobRun;
import dev.hocket.cli.job.ReductionJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InterruptibleInput;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.reduce.ColumnReduction;
import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.ReductionSettings;
import dev.hocket.jobs.reduce.ReductionSettings.Format;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hocket reduce}: a column of numbers to a few. */
final class ReduceCommand extends JobCommand {
    private static final List<String> NOT_TAKEN =
            List.of(
                    "--joblog",
                    "--resume",
                    "--resume-failed",
                    "--results",
                    "--tag",
                    "--keep-order",
                    "--halt",
                    "--arg-file",
                    "--null");

    ReduceCommand() {
        super("reduce");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Aggregates a column of numbers: sum, min, max, mean, variance, stddev, count,"
                    + " distinct, median, and quantiles such as q99 or q99.9. Reads CSV, Parquet,"
                    + " NumPy's .npy and raw doubles. The result has the same bits on every engine"
                    + " and at every width. Quantiles are within 0.1 % of the value; distinct"
                    + " counts are within 1.6 % for 95 of 100 columns.",
                new String[] {
                    "hocket reduce [OPTIONS] OPS FILE", "hocket reduce [OPTIONS] OPS < CSV"
                },
                "  hocket reduce sum,mean,q99 --column price sales.csv",
                "  hocket reduce distinct --column 3 --skip blank sales.parquet",
                "  hocket reduce max --column bytes log.csv.gz");
        options.words("WORD", "The aggregates, separated by commas, and a file.");
        options.option(
                "NAME|N", "The column, by name or by number from 1. Default: 1.", "--column");
        options.option(
                "FORMAT",
                "csv, parquet, npy, f64 or f64be (raw doubles, little-endian or big-endian)."
                        + " Default: recognised by the first bytes and the name of the file.",
                "--format");
        options.option(
                "CHAR",
                "The separator of fields, or 'tab'. Default: found from the first line.",
                "--separator");
        options.flag(
                "The first line names the columns. Default: if it has no number in the column.",
                "--header");
        options.flag("The first line contains values.", "--no-header");
        options.option(
                "KIND,...",
                "Skip and count these values: blank, text, nan. Without it, each is an error.",
                "--skip");
        options.flag("Sum exactly and round once.", "--compensated");
        RunFlags.describe(options);
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        for (String option : NOT_TAKEN) {
            if (words.has(option)) {
                throw new SetUpException(
                        option
                                + " applies to jobs with many results, and a reduction has one;"
                                + " leave it out");
            }
        }
        RunFlags flags = RunFlags.of(words);
        try (ReductionJob job = prepare(words, flags, screen)) {
            if (flags.dryRun()) {
                screen.result(job.command());
                screen.flush();
                return ExitCodes.DONE;
            }
            int status = new JobRun<>(job, flags.forOneResult(), screen).run();
            return switch (status) {
                case ExitCodes.DONE -> job.tellResult(flags.json());
                case ExitCodes.INTERRUPTED -> job.tellBeginning(flags.json());
                default -> status;
            };
        }
    }

    @Override
    ReductionJob prepare(ParsedLine parsed, RunFlags flags, Screen screen) throws SetUpException {
        List<String> words = new ArrayList<>(parsed.words());
        words.remove(":::");
        if (words.isEmpty()) {
            throw new SetUpException(
                    "the aggregates and the file are missing, such as 'hocket reduce sum,mean"
                            + " data.csv'");
        }
        if (words.size() > 2) {
            throw new SetUpException(
                    ("unexpected argument '%s': reduce one file at a time, and separate aggregates"
                                    + " by commas")
                            .formatted(words.get(2)));
        }
        try {
            ReductionSettings settings = settings(words.getFirst(), parsed);
            ColumnReduction reduction =
                    words.size() == 1 || words.get(1).equals("-")
                            ? standardInput(settings, screen)
                            : ColumnReduction.open(Path.of(words.get(1)), settings);
            return new ReductionJob(reduction, words.getFirst(), screen);
        } catch (InvalidPathException | IOException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static ColumnReduction standardInput(ReductionSettings settings, Screen screen)
            throws IOException {
        if (screen.terminal().in()) {
            screen.typed();
            screen.say("reading values from the terminal, one per line; end with Ctrl-D");
        }
        return ColumnReduction.of(InterruptibleInput.ofProcess(), "standard input", settings);
    }

    private static ReductionSettings settings(String operations, ParsedLine parsed)
            throws SetUpException {
        boolean header = parsed.has("--header");
        boolean none = parsed.has("--no-header");
        if (header && none) {
            throw new SetUpException("--header and --no-header exclude each other; leave one out");
        }
        ReductionSettings settings =
                ReductionSettings.of(operations)
                        .withSkip(skip(parsed.value("--skip", "")))
                        .withCompensation(parsed.has("--compensated"));
        Format format = format(parsed.value("--format", ""));
        if (format != null) {
            settings = settings.withFormat(format);
        }
        String column = parsed.value("--column");
        if (column != null) {
            settings = settings.withColumn(column);
        }
        String separator = parsed.value("--separator");
        if (separator != null) {
            settings = settings.withSeparator(separator(separator));
        }
        return header || none ? settings.withHeader(header) : settings;
    }

    private static @Nullable Format format(String text) throws SetUpException {
        for (Format format : Format.values()) {
            if (format.word().equals(text)) {
                return format;
            }
        }
        if (!text.isEmpty()) {
            throw OptionValues.bad("--format", text, "csv, parquet, npy, f64 or f64be");
        }
        return null;
    }

    private static char separator(String text) throws SetUpException {
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw OptionValues.bad("--separator", text, "one character, or 'tab'");
        }
        return text.charAt(0);
    }

    private static Set<NonNumber> skip(String text) throws SetUpException {
        Set<NonNumber> skip = EnumSet.noneOf(NonNumber.class);
        if (text.isEmpty()) {
            return skip;
        }
        for (String word : Arrays.asList(text.split(",", -1))) {
            skip.add(
                    Arrays.stream(NonNumber.values())
                            .filter(kind -> kind.word().equals(word))
                            .findFirst()
                            .orElseThrow(() ->
                                    OptionValues.bad(
                                            "--skip",
                                            text,
                                            Arrays.stream(NonNumber.values())
                                                    .map(NonNumber::word)
                                                    .collect(Collectors.joining(", ")))));
        }
        return skip;
    }
}
