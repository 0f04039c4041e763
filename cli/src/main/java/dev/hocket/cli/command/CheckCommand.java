package dev.hocket.cli.command;

import dev.hocket.check.Check;
import dev.hocket.check.Schedule;
import dev.hocket.check.Verdict;
import dev.hocket.cli.json.CheckJson;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.TerminalWidth;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.jobs.run.CacheFolder;
import dev.hocket.jobs.run.CompiledFile;
import dev.hocket.jobs.run.TaskCompilationException;
import dev.hocket.jobs.run.TaskLoadException;
import dev.hocket.jobs.run.TaskSource;
import dev.hocket.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hocket check}: runs a concurrent test under many schedules. */
final class CheckCommand extends Command {
    private static final int FOUND = 1;
    private static final int PAGE_WIDTH = 100;
    private static final String SOURCE = ".java";

    CheckCommand() {
        super("check");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Runs a concurrent test under thousands of schedules and reports the first"
                    + " deadlock, race, missed signal, starvation, exception or thread left"
                    + " running, as the shortest interleaving that shows it. The test is a method"
                    + " without parameters in a Java source file or a class: test, main, or the"
                    + " only method there is. It may start threads of any kind, and throws if a"
                    + " result is wrong. The schedule of a finding is written to a file, from which"
                    + " it can be replayed. Exit status: 0 if nothing was found, 1 if something was"
                    + " found.",
                new String[] {"hocket check [OPTIONS] FILE.java|CLASS[#METHOD]"},
                "  hocket check Transfer.java",
                "  hocket check --class-path build/classes com.acme.QueueTest#offerAndTake",
                "  hocket check --schedules 1000000 --budget 5m --strategy pct Transfer.java",
                "  hocket check --replay .hocket/Transfer.schedule --debug Transfer.java");
        options.words("TEST", "The test: FILE.java, CLASS or CLASS#METHOD.");
        options.option("PATH", "Class path of the test.", "--class-path");
        options.option("N", "Run at most N schedules. Default: 100000.", "--schedules");
        options.option(
                "TIME", "Search for at most TIME, such as 30s or 5m. Default: 10s.", "--budget");
        options.option("N", "Seed of the random schedules. Default: 1.", "--seed");
        options.option(
                "NAME",
                "How to search: random, pct, pos, fair, exhaustive, or mix (all but exhaustive)."
                        + " Default: mix.",
                "--strategy");
        options.option(
                "N",
                "Cut off a schedule after N steps. Default: ten times the steps of the first"
                        + " schedule.",
                "--steps");
        options.option(
                "PACKAGE,...",
                "Do not report data races between accesses within one of these packages.",
                "--ignore-races");
        options.option(
                "N",
                "Search in up to N JVMs if the search takes longer than two seconds. Default: the"
                        + " number of processors.",
                "--jobs");
        options.flag("Continue after a finding, and report every different one.", "--all");
        options.option(
                "FILE",
                "Write the schedule of a finding to FILE. Default: .hocket/TEST.schedule beside the"
                        + " test.",
                "--save");
        options.option("FILE", "Run only the schedule in FILE.", "--replay");
        options.flag("Wait for a debugger on port 5005 of this machine.", "--debug");
        options.option("FILE", "Also write the report to FILE as an HTML page.", "--report");
        options.flag("Print the report as one line of JSON.", "--json");
        options.flag("Show more details of errors.", "--verbose");
    }

    /** What is checked: a class, its method or empty, and the words that name it. */
    private record Subject(
            String type, String method, String classPath, String given, @Nullable Path file) {
        /** The class without its package, and the method if one was named. */
        String name() {
            String simple = type.substring(type.lastIndexOf('.') + 1);
            return method.isEmpty() ? simple : simple + "-" + method;
        }
    }

    @Override
    int run(ParsedLine parsed, Screen screen) throws SetUpException, IOException {
        if (parsed.words().size() != 1) {
            throw new SetUpException(
                    parsed.words().isEmpty()
                            ? "a test is needed: a source file such as Transfer.java, or a class;"
                                    + " see 'hocket check --help'"
                            : "unexpected argument '%s' after '%s'; check one test at a time"
                                    .formatted(parsed.words().get(1), parsed.words().getFirst()));
        }
        refuseUnwritable(parsed, "--report");
        refuseUnwritable(parsed, "--save");
        try (TemporaryFolder folder = TemporaryFolder.make("hocket-check")) {
            Subject subject = subject(parsed, folder.path());
            return show(check(parsed, subject, screen), parsed, subject, screen);
        } catch (IOException failed) {
            if (screen.lost() != null) {
                throw failed;
            }
            throw new SetUpException("check: " + Wording.problem(failed), failed);
        }
    }

    /** A file that cannot be written in the end is said before the search. */
    private static void refuseUnwritable(ParsedLine parsed, String option) throws SetUpException {
        String file = parsed.value(option);
        if (file == null) {
            return;
        }
        Path path = Path.of(file).toAbsolutePath();
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new SetUpException(
                    "%s '%s': that is a folder; give a file in it".formatted(option, file));
        }
        if (!Files.isDirectory(folder)) {
            throw new SetUpException(
                    "%s '%s': there is no folder '%s'; create it first"
                            .formatted(option, file, folder));
        }
        if (!Files.isWritable(Files.exists(path) ? path : folder)) {
            throw new SetUpException(
                    "%s '%s': no permission to write there; give another file"
                            .formatted(option, file));
        }
    }

    private static Subject subject(ParsedLine parsed, Path folder)
            throws SetUpException, IOException {
        String given = parsed.words().getFirst();
        int hash = given.lastIndexOf('#');
        String name = hash < 0 ? given : given.substring(0, hash);
        String method = hash < 0 ? "" : given.substring(hash + 1);
        String classPath = parsed.value("--class-path");
        if (!name.endsWith(SOURCE)) {
            return new Subject(name, method, classPath == null ? here() : classPath, given, null);
        }
        TaskSource source = TaskSource.of(name).cache(CacheFolder.ofUser());
        try {
            CompiledFile file =
                    (classPath == null ? source : source.classPath(classPath)).compile();
            return new Subject(file.type(), method, file.writeTo(folder), given, Path.of(name));
        } catch (TaskCompilationException wrong) {
            throw new SetUpException(name + " does not compile\n" + wrong.getMessage(), wrong);
        } catch (TaskLoadException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static String here() {
        String inherited = System.getenv("CLASSPATH");
        return inherited == null || inherited.isBlank() ? "." : inherited;
    }

    private static Verdict check(ParsedLine parsed, Subject subject, Screen screen)
            throws SetUpException, IOException {
        try {
            Check check =
                    options(parsed, Check.named(subject.type(), subject.method()))
                            .classPath(subject.classPath());
            String replay = parsed.value("--replay");
            if (replay != null) {
                ScheduleFile.Kept kept = ScheduleFile.read(Path.of(replay));
                if (!ScheduleFile.same(kept.test(), subject.given())) {
                    throw new SetUpException(
                            "--replay '%s': that schedule belongs to %s, not to %s; check %s, or give"
                                            .formatted(
                                                    replay,
                                                    kept.test(),
                                                    subject.given(),
                                                    kept.test())
                                    + " a schedule of this test");
                }
                check = check.replay(kept.schedule());
            }
            if (parsed.has("--debug")) {
                screen.say("the test waits for a debugger on port 5005 of this machine");
                check = check.debug();
            }
            if (subject.file() != null) {
                check = check.sources(List.of(subject.file()));
            }
            return check.run();
        } catch (IllegalArgumentException refused) {
            throw new SetUpException(String.valueOf(refused.getMessage()), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SetUpException("check was interrupted", stopped);
        }
    }

    private static Check options(ParsedLine parsed, Check plain) throws SetUpException {
        Check check = plain;
        String schedules = parsed.value("--schedules");
        if (schedules != null) {
            check = check.schedules(OptionValues.count("--schedules", schedules, 1));
        }
        String budget = parsed.value("--budget");
        if (budget != null) {
            check = check.budget(OptionValues.duration("--budget", budget));
        }
        String seed = parsed.value("--seed");
        if (seed != null) {
            check = check.seed(seed(seed));
        }
        String steps = parsed.value("--steps");
        if (steps != null) {
            check = check.steps(OptionValues.count("--steps", steps, 1));
        }
        String jobs = parsed.value("--jobs");
        if (jobs != null) {
            check = check.jobs(OptionValues.count("--jobs", jobs, 1));
        }
        String ignored = parsed.value("--ignore-races");
        if (ignored != null) {
            for (String name : ignored.split(",", -1)) {
                check = check.ignoreRaces(name.strip());
            }
        }
        check = parsed.has("--all") ? check.all() : check;
        String strategy = parsed.value("--strategy");
        return strategy == null ? check : check.strategy(strategy);
    }

    private static long seed(String text) throws SetUpException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw OptionValues.bad("--seed", text, "a whole number");
        }
    }

    private static int show(Verdict verdict, ParsedLine parsed, Subject subject, Screen screen)
            throws IOException, SetUpException {
        String replayLine = "";
        var finding = verdict.finding();
        if (finding != null) {
            replayLine = replayLine(parsed, subject, finding.schedule(), screen);
        }
        if (parsed.has("--json")) {
            screen.result(Json.text(CheckJson.of(verdict, replayLine)));
        } else {
            screen.result(text(verdict, replayLine, screen));
        }
        keepOthers(verdict, parsed, subject, screen);
        screen.flush();
        String report = parsed.value("--report");
        if (report != null) {
            try {
                Files.writeString(Path.of(report), verdict.html(replayLine));
            } catch (IOException failed) {
                throw new SetUpException(
                        "--report '%s': it cannot be written: %s"
                                .formatted(report, Wording.problem(failed)),
                        failed);
            }
            screen.say("the report is in " + report);
        }
        return finding == null ? ExitCodes.DONE : FOUND;
    }

    private static String text(Verdict verdict, String replayLine, Screen screen) {
        int columns = screen.terminal().out() ? new TerminalWidth().columns() : PAGE_WIDTH;
        return verdict.text(columns, replayLine).stripTrailing();
    }

    /** Keeps the schedules of all findings but the first, in files with numbers. */
    private static void keepOthers(
            Verdict verdict, ParsedLine parsed, Subject subject, Screen screen) {
        String asked = parsed.value("--save");
        String first =
                asked == null
                        ? ScheduleFile.beside(subject.file(), subject.name()).toString()
                        : asked;
        int dot = first.lastIndexOf('.');
        String name = dot < 0 ? first : first.substring(0, dot);
        int number = 2;
        for (var other : verdict.others()) {
            String file = name + "-" + number++ + (dot < 0 ? "" : first.substring(dot));
            try {
                ScheduleFile.write(Path.of(file), subject.given(), other.schedule());
                screen.say("replay '%s' with --replay %s".formatted(other.kind().title(), file));
            } catch (IOException failed) {
                screen.say("the schedule cannot be stored: " + Wording.problem(failed));
            }
        }
    }

    /** Keeps the schedule, and says how it is replayed; empty if it cannot be kept. */
    private static String replayLine(
            ParsedLine parsed, Subject subject, Schedule schedule, Screen screen) {
        String replayed = parsed.value("--replay");
        String asked = parsed.value("--save");
        Path file =
                asked == null
                        ? ScheduleFile.beside(subject.file(), subject.name())
                        : Path.of(asked);
        if (replayed == null) {
            try {
                ScheduleFile.write(file, subject.given(), schedule);
            } catch (IOException failed) {
                screen.say(
                        "the schedule cannot be stored in '%s': %s; name another file with --save"
                                .formatted(file, Wording.problem(failed)));
                return "";
            }
        }
        List<String> words = new ArrayList<>(List.of("hocket", "check"));
        words.addAll(List.of("--replay", replayed == null ? file.toString() : replayed));
        @Nullable String classPath = parsed.value("--class-path");
        if (classPath != null) {
            words.addAll(List.of("--class-path", classPath));
        }
        words.add(subject.given());
        return words.stream().map(CheckCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
