package dev.hocket.cli.command;

import dev.hocket.text.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by their names. A command's class is loaded when it is asked for. */
public final class Commands {
    /** A command's name and what it does, in a few words. */
    public record Entry(String name, String summary) {}

    /** All of them, in the order of the help. */
    public static final List<Entry> ALL =
            List.of(
                    new Entry("run", "run your own task for each input"),
                    new Entry("exec", "run a command for each input"),
                    new Entry("fetch", "download files, each complete or not at all"),
                    new Entry("crawl", "follow the links of a site, find broken ones"),
                    new Entry("images", "resize, crop and convert images"),
                    new Entry("host", "serve a folder over HTTP, slow or broken on request"),
                    new Entry("factor", "print the prime factors of numbers"),
                    new Entry("reduce", "compute sum, mean, quantiles of a column"),
                    new Entry("choose", "measure a job on every engine and recommend one"),
                    new Entry(
                            "check", "find a deadlock or race in a concurrent test and replay it"),
                    new Entry("submit", "put commands into a queue"),
                    new Entry("worker", "run what is queued"),
                    new Entry("status", "show queues, workers and outcomes"),
                    new Entry("queue", "list, pause, cancel, retry queued jobs"),
                    new Entry("engines", "show what this machine has and can run"),
                    new Entry("demo", "measure three sample jobs, in about a minute"),
                    new Entry("help", "show this help, or the help of a command"),
                    new Entry("completion", "print a completion script for bash or zsh"));

    private Commands() {}

    /** The command of this name, or null. */
    public static @Nullable Command named(String name) {
        return switch (name) {
            case "choose" -> new ChooseCommand();
            case "check" -> new CheckCommand();
            case "host" -> new HostCommand();
            case "submit" -> new SubmitCommand();
            case "worker" -> new WorkerCommand();
            case "status" -> new StatusCommand();
            case "queue" -> new QueueCommand();
            case "engines" -> new EnginesCommand();
            case "demo" -> new DemoCommand();
            case "help" -> new HelpCommand();
            case "completion" -> new CompletionCommand();
            default -> job(name);
        };
    }

    /** The command of this name if it runs a job, or null. */
    static @Nullable JobCommand job(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "exec" -> new ExecCommand();
            case "fetch" -> new FetchCommand();
            case "crawl" -> new CrawlCommand();
            case "images" -> new ImagesCommand();
            case "factor" -> new FactorCommand();
            case "reduce" -> new ReduceCommand();
            default -> null;
        };
    }

    /** What to say about a word that is no command. */
    public static String unknown(String word) {
        List<String> names = ALL.stream().map(Entry::name).toList();
        return "there is no command '%s'; %s"
                .formatted(
                        word,
                        Spelling.nearest(word, names)
                                .map("did you mean '%s'?"::formatted)
                                .orElseGet(() -> "there are: " + String.join(" ", names)));
    }
}
