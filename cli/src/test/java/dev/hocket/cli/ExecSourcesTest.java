package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code hocket exec} with several sources, and the options that users of its peers know. */
class ExecSourcesTest {
    @TempDir private Path folder;

    private static InProcessHocket exec(String... words) {
        List<String> all = new ArrayList<>(List.of("exec", "-k"));
        all.addAll(List.of(words));
        InProcessHocket here = InProcessHocket.run(all.toArray(String[]::new));
        assertEquals("", here.err());
        assertEquals(0, here.status());
        return here;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void allCombinationsRunInTheOrderOfGnuParallel() throws IOException {
        assertEquals(
                List.of("A D", "A E", "B D", "B E"),
                exec("echo", ":::", "A", "B", "::::", file("de", "D\nE\n")).lines());
        assertEquals(
                List.of("1 1=A/B.C 2=E.F A/B", "2 1=A/B.C 2=h A/B"),
                exec("echo {#} 1={1} 2={-1/} {1.}", ":::", "A/B.C", ":::", "D/E.F", "g/h").lines());
        assertEquals(
                List.of("A F", "B G", "C F"),
                exec("--link", "echo", ":::", "A", "B", "C", ":::", "F", "G").lines());
        assertEquals(
                List.of("A 1 x", "A 1 y", "B 2 x", "B 2 y"),
                exec("echo", ":::", "A", "B", ":::+", "1", "2", ":::", "x", "y").lines());
    }

    @Test
    void theTagAndTheKeyAreTheTextsWithTabs() {
        assertEquals(
                List.of("a\tb\tx", "a\tc\tx"),
                exec("--tag", "echo x; : {}", ":::", "a", ":::", "b", "c").lines());
        InProcessHocket json = exec("--json", "true", ":::", "a", ":::", "b");
        assertTrue(json.out().contains("\"key\": \"a\\u0009b\""), json::out);
    }

    @Test
    void columnsHaveNumbersAndNames() throws IOException {
        String table = file("t.csv", "name,age\nann, 7\nbob,8\n");
        assertEquals(
                List.of("ann is 7.", "bob is 8."),
                exec("--header", ":", "--colsep", ",", "echo {name} is {age}.", "::::", table)
                        .lines());
        assertEquals(
                List.of("f1=A f2=C", "f1=A f2=D"),
                exec(
                                "--header",
                                ":",
                                "echo",
                                "f1={f1}",
                                "f2={f2}",
                                ":::",
                                "f1",
                                "A",
                                ":::",
                                "f2",
                                "C",
                                "D")
                        .lines());
        InProcessHocket missing =
                InProcessHocket.run("exec", "-k", "-C", ",", "echo {2}", ":::", "a,b", "c", "d,e");
        assertEquals(List.of("b", "e"), missing.lines());
        assertEquals(1, missing.status());
        assertTrue(
                missing.err().contains("{2}, the second part, and this input has 1"), missing::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo {2} ::: a", "echo {3} ::: a ::: b", "echo {-2/} ::: a"})
    void aSourceThatIsNotThereIsRefused(String line) {
        InProcessHocket here = InProcessHocket.run(("exec " + line).split(" "));
        assertEquals(255, here.status());
        assertTrue(here.err().contains(", and inputs have "), here::err);
    }

    @Test
    void optionsOfThePeersAreRead() throws IOException {
        String list = file("list", "a,b");
        assertEquals(List.of("a", "b"), exec("-d", ",", "-a", list, "echo").lines());
        assertEquals(List.of("x{}"), exec("-I", ",,", "echo", ",,{}", ":::", "x").lines());
        assertEquals(List.of("x-x"), exec("-I_", "-P2", "echo _-_", ":::", "x").lines());
        assertEquals(List.of("y"), exec("-P", "2", "--lb", "echo", ":::", "y").lines());
        for (String jobs : List.of("+1", "-1", "-1000", "200%")) {
            assertEquals(List.of("z"), exec("-j", jobs, "echo", ":::", "z").lines());
        }
        assertEquals(List.of("d", "e"), exec("--delay", "5ms", "echo", ":::", "d", "e").lines());
        for (String form : List.of("--bar", "--eta")) {
            assertEquals(List.of("b"), exec(form, "echo", ":::", "b").lines());
        }
        assertEquals(List.of("echo 'a b'"), exec("--dryrun", "echo", ":::", "a b").lines());
    }

    @Test
    void inputsAreCommandsWhereThereIsNone() throws IOException {
        String commands = file("commands", "echo a | tr a b\n\n# nothing\necho 'x  y'\n");
        assertEquals(List.of("b", "x  y"), exec("-a", commands).lines());
        assertEquals(List.of("b", "x  y"), exec("::::", commands).lines());
        assertEquals(
                List.of("echo 1", "echo 2"),
                exec("--dry-run", ":::", "echo", ":::", "1", "2").lines());
        InProcessHocket failed = InProcessHocket.run("exec", ":::", "exit 3", "true");
        assertEquals(1, failed.status());
        assertTrue(failed.err().contains("'exit 3' failed: exit 3"), failed::err);
    }

    @Test
    void theShellMayBeChosen() {
        assertEquals(
                List.of("a,b 2"),
                exec(
                                "--shell",
                                "bash",
                                "x=({1} {2}); IFS=,; echo \"${x[*]}\" ${#x[@]}",
                                ":::",
                                "a",
                                ":::",
                                "b")
                        .lines());
        InProcessHocket fish = InProcessHocket.run("exec", "--shell", "fish", "echo", ":::", "a");
        assertEquals(255, fish.status());
        assertTrue(fish.err().contains("expected sh, bash"), fish::err);
        InProcessHocket none = InProcessHocket.run("exec", "--shell", "nosh", "echo", ":::", "a");
        assertEquals(255, none.status());
        assertTrue(none.err().contains("nosh"), none::err);
    }

    @Test
    void eachCommandMayHaveAFolderOfItsOwn() throws IOException {
        Files.createDirectories(folder.resolve("a/x"));
        InProcessHocket here =
                InProcessHocket.run(
                        "exec",
                        "-k",
                        "--workdir",
                        folder + "/{1}/{2}",
                        "pwd; : {}",
                        ":::",
                        "a",
                        ":::",
                        "x",
                        "y");
        assertEquals(List.of(folder.toRealPath() + "/a/x"), here.lines());
        assertEquals(1, here.status());
        assertTrue(here.err().contains("/a/y' does not exist"), here::err);
    }

    @Test
    void commandsKnowTheirNumbers() {
        assertEquals(
                List.of("1 1 1 1", "2 1 2 1"),
                exec("-j1", "echo $HOCKET_SEQ $HOCKET_SLOT {#} {%}; : {}", ":::", "a", "b")
                        .lines());
    }

    @Test
    void aRunMayEndAtItsFirstSuccess() {
        InProcessHocket now =
                InProcessHocket.run(
                        "exec",
                        "-j3",
                        "--halt",
                        "now,success=1",
                        "test {} = b && echo {} || exec sleep 1000",
                        ":::",
                        "a",
                        "b",
                        "c",
                        "d");
        assertEquals(List.of("b"), now.lines());
        assertEquals(0, now.status(), now::err);
        InProcessHocket none =
                InProcessHocket.run(
                        "exec", "-j1", "--halt", "soon,success=1", "exit {}", ":::", "3", "4");
        assertEquals(2, none.status());
        InProcessHocket second =
                InProcessHocket.run(
                        "exec", "-j1", "--halt", "soon,success=1", "exit {}", ":::", "3", "0", "4");
        assertEquals(0, second.status(), second::err);
        assertTrue(second.err().contains("1 done, 1 failed, 1 not started"), second::err);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--delay 1s --rate 1/s true ::: a|leave one of them out",
                "--delay soon true ::: a|--delay 'soon': expected a time",
                "--halt now,success=0 true ::: a|--halt 'now,success=0': expected",
                "--halt now,done=1 true ::: a|--halt 'now,done=1': expected",
                "-j +0 true ::: a|--jobs '+0': expected",
                "-j --1 true ::: a|--jobs '--1': expected",
                "-I $ true ::: a|the replacement string '$' cannot be used",
                "--workdir ... true ::: a|--workdir '...': expected a folder that exists",
                "--workdir x{2} true ::: a|{2}, the second part, and inputs have one part",
                "--bar=x true ::: a|takes no value",
                "--bar --progress plain true ::: a|is given twice",
                "--seqreplace , true ::: a|only {} can be changed, by -I",
                "--arg-sep ,, true ,, a|inputs follow ':::' or '::::'",
                "-L true ::: a|there is no option '-L'",
            })
    void whatCannotBeIsSaid(String line, String said) {
        InProcessHocket here = InProcessHocket.run(("exec " + line).split(" "));
        assertEquals(255, here.status());
        assertEquals("", here.out());
        assertTrue(here.err().contains(said), here::err);
    }

    @Test
    void standardInputMayBeAnySource() throws Exception {
        String ab = file("ab", "a\nb\n");
        assertEquals(
                List.of("1 a", "1 b", "2 a", "2 b"),
                LaunchedHocket.run(folder, "1\n2\n", "exec", "-k", "-a", "-", "-a", ab, "echo")
                        .lines());
        assertEquals(
                List.of("a 1", "a 2", "b 1", "b 2"),
                LaunchedHocket.run(folder, "1\n2\n", "exec", "-k", "echo", "::::", ab, "-")
                        .lines());
        assertEquals(List.of("hello"), LaunchedHocket.run(folder, "echo hello\n", "exec").lines());
    }

    /** The first source never ends: each of its texts runs while the next has not come. */
    @Test
    void theFirstSourceMayBeAStream() throws Exception {
        try (LaunchedHocket child =
                LaunchedHocket.start(
                        folder, "exec", "-k", "-j1", "echo", "::::", "-", ":::", "x", "y")) {
            for (String text : List.of("1", "2")) {
                child.type(text + "\n");
                child.awaitOut(text + " y");
            }
            assertEquals(List.of("1 x", "1 y", "2 x", "2 y"), child.end().lines());
        }
    }

    @Test
    void worksOnProcessesToo() throws Exception {
        Files.createDirectories(folder.resolve("d-1"));
        Files.createDirectories(folder.resolve("d-2"));
        LaunchedHocket.Ended ended =
                LaunchedHocket.run(
                        folder,
                        "",
                        "exec",
                        "-e",
                        "processes:2",
                        "--header",
                        ":",
                        "--shell",
                        "bash",
                        "--workdir",
                        "d-{n}",
                        // each waits until the other runs, so that both have slots at once
                        "x=({}); echo {n}{-1/.} > at; until test -e ../d-$((3 - {n}))/at; do :;"
                                + " done; echo ${PWD##*/} $HOCKET_SEQ ${#x[@]} {%} $HOCKET_SLOT",
                        ":::",
                        "n",
                        "1",
                        "2",
                        ":::",
                        "f",
                        "a/b.c");
        assertEquals(0, ended.status(), ended::err);
        List<String> lines = ended.lines().stream().sorted().toList();
        assertEquals("1b\n", Files.readString(folder.resolve("d-1/at")));
        assertTrue(
                lines.equals(List.of("d-1 1 2 1 1", "d-2 2 2 2 2"))
                        || lines.equals(List.of("d-1 1 2 2 2", "d-2 2 2 1 1")),
                lines::toString);
    }

    /** Every combination ends in exactly one line of the joblog, with its own key. */
    @ParameterizedTest
    @ValueSource(strings = {"words", "stream"})
    void afterAKillTheCombinationsGoOn(String form) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "exec",
                                "-k",
                                "-j4",
                                "--joblog",
                                "log",
                                "--resume",
                                "echo",
                                "{1}-{2}-{3}"));
        TreeSet<String> keys = new TreeSet<>();
        StringBuilder first = new StringBuilder();
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            first.append("a").append(i).append('\n');
            numbers.add("a" + i);
            for (int j = 0; j < 25; j++) {
                keys.add("a%d\tb%d\t%d".formatted(i, j, j));
            }
        }
        words.add(form.equals("words") ? ":::" : "::::");
        words.addAll(form.equals("words") ? numbers : List.of(file("first", first.toString())));
        words.add(":::");
        for (int j = 0; j < 25; j++) {
            words.add("b" + j);
        }
        words.add("::::+");
        StringBuilder third = new StringBuilder();
        for (int j = 0; j < 25; j++) {
            third.append(j).append('\n');
        }
        words.add(file("third", third.toString()));
        String[] line = words.toArray(String[]::new);
        try (LaunchedHocket child = LaunchedHocket.start(folder, line)) {
            child.awaitOut("a2-b20-20");
            child.signal("KILL");
            assertEquals(137, child.end().status());
        }
        LaunchedHocket.Ended resumed = LaunchedHocket.run(folder, "", line);
        assertEquals(0, resumed.status(), resumed::err);
        assertTrue(resumed.err().contains("of an earlier run are skipped"), resumed::err);
        List<String> logged = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("log"), StandardCharsets.UTF_8);
        for (String each : lines.subList(1, lines.size())) {
            String key = each.replaceAll(".*\"key\": ?\"([^\"]*)\".*", "$1");
            logged.add(key.replace("\\t", "\t"));
        }
        assertEquals(keys.size(), logged.size());
        assertEquals(keys, new TreeSet<>(logged));
        words.set(words.indexOf("b3"), "other");
        LaunchedHocket.Ended other = LaunchedHocket.run(folder, "", words.toArray(String[]::new));
        assertEquals(255, other.status());
        assertTrue(other.err().contains("belongs to other inputs"), other::err);
    }
}
