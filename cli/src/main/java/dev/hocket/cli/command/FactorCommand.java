package dev.hocket.cli.command;

import dev.hocket.cli.job.FactorJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.jobs.factor.FactorTask;
import java.util.Locale;

/** {@code hocket factor}: prime factors. */
final class FactorCommand extends JobCommand {
    FactorCommand() {
        super("factor");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Prints the prime factors of numbers in the format of GNU factor. A number is"
                    + " written as digits, or as sums, differences, products and powers (10^15+37);"
                    + " A..B is the range of numbers from A to B. All factors of numbers of up to"
                    + " 60 digits are found. In larger numbers, factors of up to 30 digits are"
                    + " found; if a composite part remains, the input fails and the message names"
                    + " it.",
                new String[] {
                    "hocket factor [OPTIONS] N...",
                    "hocket factor [OPTIONS] A..B",
                    "hocket factor [OPTIONS] < NUMBERS"
                },
                "  hocket factor 2^67-1",
                "  hocket factor -k 10^15..10^15+100000",
                "  seq 1000 | hocket factor -k --exponents");
        options.words("N", "Numbers and ranges.");
        options.option(
                "N", "Search for factors of up to N digits, 15 to 40. Default: 30.", "--digits");
        options.flag("Print equal factors as a power: 2^3.", "--exponents");
        RunFlags.describe(options);
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
        FactorTask task = new FactorTask();
        String digits = parsed.value("--digits");
        if (digits != null) {
            int most = OptionValues.count("--digits", digits, 1);
            if (most < FactorTask.LEAST_DIGITS || most > FactorTask.MOST_DIGITS) {
                throw OptionValues.bad(
                        "--digits",
                        digits,
                        String.format(
                                Locale.ROOT,
                                "a whole number from %d to %d",
                                FactorTask.LEAST_DIGITS,
                                FactorTask.MOST_DIGITS));
            }
            task = task.digits(most);
        }
        if (parsed.has("--exponents")) {
            task = task.withExponents();
        }
        return new FactorJob(task, words, flags.tag(), parsed.has("--exponents"), screen);
    }
}
