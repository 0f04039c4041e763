package dev.hocket.cli.command;

import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.job.UserJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.TaskOutput;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.run.CacheFolder;
import dev.hocket.jobs.run.LoadedTask;
import dev.hocket.jobs.run.TaskCompilationException;
import dev.hocket.jobs.run.TaskLoadException;
import dev.hocket.jobs.run.TaskSource;

/** {@code hocket run}: a task of the user's own. */
final class RunCommand extends JobCommand {
    RunCommand() {
        super("run");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Runs your own task for each input and prints each output on a line. The task is a"
                    + " Java source file, compiled on first use, or a class. Inputs are converted"
                    + " to the parameter type of the task: String, Path, URI, Integer, Long,"
                    + " Double, BigInteger, BigDecimal, or a class with valueOf(String),"
                    + " parse(String), of(String) or a constructor with one String. Output that the"
                    + " task itself prints goes to standard error.",
                new String[] {
                    "hocket run [OPTIONS] TASK.java|CLASS INPUT...",
                    "hocket run [OPTIONS] TASK.java|CLASS ::: INPUT...",
                    "hocket run [OPTIONS] TASK.java|CLASS < INPUTS"
                },
                "  printf 'a\\nb\\nc\\n' | hocket run -k Shout.java",
                "  hocket run -e virtual:200 --timeout 10s --retries 3 -a urls.txt Fetch.java",
                "  hocket run --class-path app.jar com.acme.Shrink ::: *.png",
                "  hocket run --joblog log --resume Slow.java ::: *.csv");
        options.words("WORD", "The task and its inputs.");
        options.option("PATH", "Class path of the task.", "--class-path");
        options.option("NAME", "The class of the task, if the file has several.", "--task");
        RunFlags.describe(options);
        options.endAtWord();
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine words, RunFlags flags, Screen screen)
            throws SetUpException {
        InputWords inputs = InputWords.of(words, 1);
        inputs.warnOfOptions(screen);
        if (inputs.command().isEmpty()) {
            throw new SetUpException(
                    "the task is missing: name a source file such as Shout.java, or a class; see"
                            + " 'hocket run --help'");
        }
        if (inputs.command().size() > 1) {
            throw new SetUpException(
                    ("unexpected argument '%s' after '%s': only the task comes before ':::', and"
                                    + " options come before the task")
                            .formatted(inputs.command().get(1), inputs.command().getFirst()));
        }
        String name = inputs.command().getFirst();
        TaskOutput output = TaskOutput.redirect(screen, flags.tag());
        return new UserJob(name, load(name, words), inputs, output, flags.tag(), screen);
    }

    private static LoadedTask load(String name, ParsedLine words) throws SetUpException {
        TaskSource source = TaskSource.of(name).cache(CacheFolder.ofUser());
        String task = words.value("--task");
        String classPath = words.value("--class-path");
        if (task != null) {
            source = source.task(task);
        }
        if (classPath != null) {
            source = source.classPath(classPath);
        }
        try {
            return source.load();
        } catch (TaskCompilationException wrong) {
            throw new SetUpException(name + " does not compile\n" + wrong.getMessage(), wrong);
        } catch (TaskLoadException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }
}
