package dev.hocket.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Engine;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.Run;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Terminal;
import dev.hocket.jobs.exec.CommandInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandInputsTest {
    private static final Screen SCREEN =
            new Screen(
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream(),
                    Terminal.NONE);

    @TempDir private Path folder;

    /** Reads a line of words, in which FILE is a file with the lines D, E and F. */
    private CommandInputs inputs(String line) throws SetUpException, IOException {
        Path file = Files.writeString(folder.resolve("def"), "D\nE\nF\n");
        Files.writeString(folder.resolve("none"), "");
        return inputs(
                Arrays.stream(line.strip().split(" +"))
                        .map(word -> word.replace("FILE", file.toString()))
                        .map(word -> word.replace("NONE", folder + "/none"))
                        .toList());
    }

    private static CommandInputs inputs(List<String> words) throws SetUpException {
        CommandOptions options = new CommandOptions("hocket exec").words("WORD", "words");
        RunFlags.describe(options);
        CommandInputs.describe(options);
        CommandInputs inputs = CommandInputs.of(options.endAtWord().parse(words));
        inputs.load(SCREEN);
        return inputs;
    }

    private static List<String> parts(CommandInputs inputs) {
        try (Stream<CommandInput> all = inputs.stream()) {
            return all.map(input -> String.join("", input.parts())).toList();
        }
    }

    /** The orders are those of GNU parallel -k. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo ::: A B C|A B C",
                "echo ::: A B ::: D E F|AD AE AF BD BE BF",
                "echo ::: A B :::: FILE|AD AE AF BD BE BF",
                "echo :::: FILE ::: A B|DA DB EA EB FA FB",
                "echo :::: FILE FILE|DD DE DF ED EE EF FD FE FF",
                "-a FILE -a FILE echo|DD DE DF ED EE EF FD FE FF",
                "echo ::: 1 2 ::: a b ::: x y|1ax 1ay 1bx 1by 2ax 2ay 2bx 2by",
                "--link echo ::: A B C D E ::: F G|AF BG CF DG EF",
                "--link echo ::: F G ::: A B C|FA GB FC",
                "--link echo :::: FILE ::: 1 2 ::: a b c d|D1a E2b F1c D2d",
                "--link echo :::: FILE ::: 1|D1 E1 F1",
                "--link echo ::: 1 2 :::: FILE|1D 2E 1F",
                "echo ::: A B C D E :::+ F G|AF BG",
                "echo ::: A :::+ F G|AF",
                "echo :::: FILE :::+ G H I ::: x y|DGx DGy EHx EHy FIx FIy",
                "echo :::: FILE :::+ G H|DG EH",
                "echo ::: x y :::+ 1 2 ::: a b ::::+ FILE|x1aD x1bE y2aD y2bE",
                "echo ::: a ::: G H I ::::+ FILE|aGD aHE aIF",
            })
    void combinesSources(String line, String texts) throws Exception {
        assertEquals(List.of(texts.split(" ")), parts(inputs(line)));
    }

    @ParameterizedTest
    @CsvSource({
        "echo :::",
        "echo ::: A B :::",
        "echo ::: ::: A",
        "echo :::: NONE ::: A",
        "echo ::: A :::: NONE",
        "echo :::: FILE :::+",
        "echo :::: NONE :::+ A",
        "--link echo ::: A B :::",
        "--link echo :::: NONE ::: A B",
        "--link echo :::: FILE :::",
    })
    void anEmptySourceGivesNone(String line) throws Exception {
        assertEquals(List.of(), parts(inputs(line)));
    }

    @Test
    void theKeyHasATabBetweenTexts() throws Exception {
        try (Stream<CommandInput> all = inputs("echo ::: A B ::: D").stream()) {
            assertEquals(
                    List.of(
                            new CommandInput(1, "A\tD", List.of("A", "D")),
                            new CommandInput(2, "B\tD", List.of("B", "D"))),
                    all.toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colsep , echo ::: a,b c,d|a+b c+d",
                "--colsep , echo ::: a,,|a++",
                "--colsep [-,] echo ::: a-b,c|a+b+c",
                "--colsep - echo ::: A-B C-D ::: e-f g-h|A+B+e+f A+B+g+h C+D+e+f C+D+g+h",
                "--colsep x echo :::: FILE|D E F",
            })
    void splitsColumns(String line, String columns) throws Exception {
        try (Stream<CommandInput> all = inputs(line).stream()) {
            assertEquals(
                    List.of(columns.split(" ")),
                    all.map(input -> String.join("+", input.parts())).toList());
        }
    }

    @Test
    void columnsAreTrimmedUnlessAskedOtherwise() throws Exception {
        String line = " a , b ";
        assertEquals(List.of("ab"), parts(inputs(List.of("-C", ",", "echo", ":::", line))));
        assertEquals(
                List.of(" a  b "),
                parts(inputs(List.of("-C", ",", "--trim", "n", "echo", ":::", line))));
        assertEquals(
                List.of(" a b"),
                parts(inputs(List.of("-C", ",", "--trim", "r", "echo", ":::", line))));
        assertEquals(List.of("a , b"), parts(inputs(List.of("--trim", "lr", "echo", ":::", line))));
        try (Stream<CommandInput> all = inputs(List.of("-C", ",", "echo", ":::", line)).stream()) {
            assertEquals(line, all.toList().getFirst().text(), "the key is the line");
        }
    }

    @Test
    void aHeaderNamesTheSourcesOrTheirColumns() throws Exception {
        CommandInputs lists = inputs("--header : echo ::: f1 A B ::: f2 C :::: FILE");
        assertEquals(List.of("f1", "f2", "D"), lists.names());
        assertEquals(3, lists.parts());
        assertEquals(List.of("ACE", "ACF", "BCE", "BCF"), parts(lists));
        CommandInputs streamed = inputs("--header : echo :::: FILE ::: f2 C");
        assertEquals(List.of("D", "f2"), streamed.names());
        assertEquals(List.of("EC", "FC"), parts(streamed));
        Path table = Files.writeString(folder.resolve("t"), "name\tsize\nA\t1\nB\t2\n");
        CommandInputs columns =
                inputs(List.of("--header", ":", "-C", "\t", "-a", table.toString(), "echo"));
        assertEquals(List.of("name", "size"), columns.names());
        assertEquals(List.of("A1", "B2"), parts(columns));
    }

    @Test
    void textsEndWithTheDelimiterThatIsGiven() throws Exception {
        Path file = Files.writeString(folder.resolve("d"), "A_B\n_C");
        String name = file.toString();
        assertEquals(List.of("A", "B\n", "C"), parts(inputs(List.of("-d", "_", "-a", name, "x"))));
        assertEquals(
                List.of("A", "B\n", "C"), parts(inputs(List.of("-d\\x5f", "x", "::::", name))));
        assertEquals(List.of("A_B", "_C"), parts(inputs(List.of("-d", "\\n", "-a", name, "x"))));
    }

    @Test
    void bytesThatAreNotUtf8StayWhatTheyAre() throws Exception {
        Path file = folder.resolve("latin");
        Files.write(file, "\u00e9\n\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                List.of("a\udce9", "a\udcfc", "b\udce9", "b\udcfc"),
                parts(inputs(List.of("echo", ":::", "a", "b", "::::", file.toString()))));
        assertEquals(
                List.of("\udce9a", "\udce9b", "\udcfca", "\udcfcb"),
                parts(inputs(List.of("echo", "::::", file.toString(), ":::", "a", "b"))));
    }

    /**
     * A hundred million combinations: the first of them come at once, and their number is known.
     */
    @Test
    void combinationsAreNotMadeBeforeTheyAreNeeded() throws Exception {
        List<String> words = new ArrayList<>(List.of("echo"));
        for (int source = 0; source < 2; source++) {
            words.add(":::");
            for (int i = 0; i < 10_000; i++) {
                words.add(Integer.toString(i));
            }
        }
        CommandInputs inputs = inputs(words);
        Job<CommandInput, String> job = Job.of("text", CommandInput::text);
        try (Engine engine = Engine.named("threads:1");
                Run<CommandInput, String> run = engine.start(job, inputs.inputs())) {
            Iterator<Outcome<CommandInput, String>> outcomes = run.inOrder().iterator();
            for (int i = 0; i < 1000; i++) {
                assertEquals("0\t" + i, outcomes.next().input().text());
            }
            assertEquals(100_000_000, run.progress().total().orElseThrow());
        }
        try (Stream<CommandInput> all = inputs.stream()) {
            assertEquals("1\t5", all.skip(10_005).findFirst().orElseThrow().text());
        }
    }

    /** More would take from standard input what is not needed, and wait for it. */
    @Test
    void aStreamIsReadNoFurtherThanWhatGoesAlongWithIt() {
        List<String> asked = new ArrayList<>();
        Iterator<String> endless =
                Stream.iterate(1, i -> i + 1).map(i -> "s" + i).peek(asked::add).iterator();
        StreamedTexts rows =
                new StreamedTexts(endless, new LinkedTexts(List.of(List.of("a", "b")), false));
        assertEquals(List.of("s1", "a"), rows.next());
        assertEquals(List.of("s2", "b"), rows.next());
        assertFalse(rows.hasNext());
        assertEquals(List.of("s1", "s2"), asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "echo :::: - -|2 sources read standard input",
                "-a - -a FILE -a - echo|2 sources read standard input",
                "-a FILE echo ::: a|write ':::: ",
                "echo :::+ a|goes along with the inputs before it, and there are none; write ':::'",
                "echo ::::+ FILE|write '::::'",
                "echo ::::|'::::' needs the name of a file",
                "echo ::: a ::::|'::::' needs the name of a file",
                "echo :::: /nope/x|there is no file '/nope/x'",
                "echo ::: a :::: /|:::: '/' is a folder",
                "--link echo ::: a :::+ b|write ':::' for ':::+'",
                "-0 echo ::: a ::: b|-0 applies to inputs that are read",
                "-d , echo ::: a|-d applies to inputs that are read",
                "-0 -d , echo :::: FILE|leave one of them out",
                "-d ab echo :::: FILE|-d 'ab': expected one ASCII character",
                "-d é echo :::: FILE|-d 'é': expected one ASCII character",
                "--colsep ( echo ::: a|--colsep '(': expected a regular expression",
                "--trim x echo ::: a|--trim 'x': expected n, l, r or lr",
                "--header 1 echo ::: a|--header '1': expected ':'",
                "--header : echo ::: a :::|a source is empty",
                "--header : echo :::: NONE|a source is empty",
            })
    void whatCannotBeReadIsSaid(String line, String said) {
        SetUpException wrong = assertThrows(SetUpException.class, () -> inputs(line));
        assertTrue(String.valueOf(wrong.getMessage()).contains(said), wrong::getMessage);
    }
}
