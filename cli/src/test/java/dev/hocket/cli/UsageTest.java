package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.cli.command.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong use: each ends in one clear sentence, nothing on standard output, and 255. */
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    exec -j 0 true ::: a                 | --jobs '0': expected
                    exec -j four true ::: a              | --jobs 'four': expected
                    exec -j 1 -j 2 true ::: a            | the option -j is given twice
                    exec -e threads:2 -j 3 true ::: a    | leave one of them out
                    exec -e virtual --max-width 9 true ::: a | leave one of them out
                    exec -j 3 --max-width 9 true ::: a   | leave one of them out
                    exec --max-width 0 true ::: a        | --max-width '0': expected a whole number
                    exec -e nope true ::: a              | no engine 'nope'; there are:
                    exec -e virtul true ::: a            | did you mean 'virtual'? there are:
                    exec -e sequential:2 true ::: a      | sequential has one lane, the caller
                    exec --retires 2 true ::: a          | did you mean '--retries'?
                    exec -e threads:x true ::: a         | the width 'x' is not a whole number
                    exec -e sequential --timeout 1 true ::: a | (it lacks DEADLINES); engines that can:
                    exec --timeout soon true ::: a       | --timeout 'soon': expected a time
                    exec --timeout 0s true ::: a         | --timeout '0s': expected a time above zero
                    exec --retries 0 true ::: a          | --retries '0': expected a whole number
                    exec --backoff 1s true ::: a         | add --retries with 2 or more
                    exec --rate 100 true ::: a           | --rate '100': expected a number, a slash
                    exec --rate 0/s true ::: a           | --rate '0/s': expected
                    exec --halt now true ::: a           | --halt 'now': expected
                    exec --halt soon,fail=0 true ::: a   | --halt 'soon,fail=0': expected
                    exec --halt soon,fail=101% true ::: a | --halt 'soon,fail=101%': expected
                    exec --progress loud true ::: a      | --progress 'loud': expected auto, bar
                    exec --resume true ::: a             | name it with --joblog FILE
                    exec --keep true ::: a               | there is no option '--keep'
                    exec --line-buffer --json true ::: a | leave one of them out
                    exec echo :::: nofile                | there is no file 'nofile'
                    exec -a list echo ::: a              | inputs are given both after ':::' and
                    exec echo :::: - ::: a :::: -        | 2 sources read standard input
                    exec -a list gzip -k                 | there is no file 'list'
                    exec -0 echo ::: a                   | -0 applies to inputs that are read
                    exec -a /nope/list echo              | there is no file '/nope/list'
                    exec -a / echo                       | is a folder
                    run                                  | the task is missing
                    run a b ::: c                        | only the task comes before ':::'
                    fetch --if-exists maybe http://h/a   | --if-exists 'maybe': expected number
                    fetch --overwrite --if-exists skip a | --overwrite and --if-exists skip differ
                    fetch --header Nothing http://h/a    | --header 'Nothing': expected a name
                    fetch --per-host 0 http://h/a        | --per-host '0': expected
                    fetch -o pom.xml http://h/a          | -o 'pom.xml' is a file
                    images photos                        | the output folder is missing; add -o DIR
                    images -o small /nope/photos         | there is no file '/nope/photos'
                    images -o small --quality 0 pom.xml  | --quality '0': expected
                    host                                 | expected one folder
                    host /nope/site                      | expected a folder to serve
                    host --fail-rate 2 /                 | a share from 0 to 1
                    host --port 70000 /                  | a number from 0 to 65535
                    host --bandwidth much /              | a number of bytes
                    crawl ftp://h/                       | expected http: or https:
                    crawl --scope all http://h/          | expected path, host or domain
                    crawl --include [ http://h/          | a regular expression
                    crawl --select h1[ http://h/         | is not a CSS selector
                    choose                               | the job to measure is needed
                    choose engines a                     | 'engines' is not a job that can be measured
                    choose exec -j 2 true ::: a          | --engine
                    exec -j                              | the option -j needs a value: N
                    exec --keep-order=yes true ::: a     | takes no value
                    engines all                          | unexpected argument 'all'
                    completion fish                      | expected bash or zsh
                    help nope                            | there is no command 'nope'
                    exce true                            | did you mean 'exec'?
                    -k exec true                         | comes before the command
                    """)
    void isSaidInOneSentence(String line, String said) {
        InProcessHocket here = InProcessHocket.run(line.strip().split(" +"));
        assertAll(
                () -> assertEquals(255, here.status(), here::err),
                () -> assertEquals("", here.out()),
                () -> assertTrue(here.err().startsWith("hocket: "), here::err),
                () -> assertTrue(here.err().contains(said), here::err),
                () -> assertEquals(1, here.err().lines().count(), here::err),
                () -> assertFalse(here.err().contains("Exception"), here::err));
    }

    @Test
    void noWordsAtAllAreWrongUse() {
        InProcessHocket here = InProcessHocket.run();
        assertEquals(255, here.status());
        assertTrue(here.err().contains("'hocket help' lists all commands"), here::err);
    }

    @Test
    void verboseShowsTheStackTrace() {
        InProcessHocket here =
                InProcessHocket.run("exec", "--verbose", "-e", "nope", "true", ":::", "a");
        assertEquals(255, here.status());
        assertTrue(here.err().contains("SetUpException"), here::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "exec",
                "fetch",
                "crawl",
                "images",
                "host",
                "factor",
                "reduce",
                "choose",
                "engines",
                "demo",
                "help",
                "completion"
            })
    void everyCommandHasHelpWithExamples(String command) {
        InProcessHocket here = InProcessHocket.run(command, "--help");
        assertEquals(0, here.status(), here::err);
        assertTrue(here.out().startsWith("Usage: hocket " + command), here::out);
        assertTrue(here.out().contains("Examples:\n  "), here::out);
        assertFalse(here.out().contains("%" + "n"), here::out);
        assertTrue(here.out().lines().allMatch(line -> line.length() <= 92), here::out);
        assertEquals("", here.err());
    }

    @Test
    void helpNamesEveryCommand() {
        InProcessHocket here = InProcessHocket.run("--help");
        for (Commands.Entry entry : Commands.ALL) {
            assertTrue(here.out().contains("\n  " + entry.name() + " "), here::out);
        }
        assertEquals(here, InProcessHocket.run("help"));
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptions() {
        List<String> words = List.of("images", "--joblog", "--resume-failed", "--engines");
        InProcessHocket here = InProcessHocket.run("completion", "bash");
        assertEquals(0, here.status());
        words.forEach(word -> assertTrue(here.out().contains(word), word));
    }
}
