package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTemplateTest {
    private static final CommandInput FILE = new CommandInput(3, "dir/a b.txt");

    private static List<String> words(String line) {
        return CommandTemplate.ofLine(line).words(FILE, 1);
    }

    private static String script(String line) {
        List<String> words = words(line);
        assertEquals(List.of("/bin/sh", "-c"), words.subList(0, 2));
        assertEquals("sh", words.get(3));
        return words.get(2);
    }

    private static String refusal(Executable executable) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, executable).getMessage());
    }

    @Test
    void startsAPlainCommandDirectly() {
        assertEquals(List.of("gzip", "-k", "dir/a b.txt"), words("gzip -k {}"));
        assertEquals(List.of("gzip", "-k", "dir/a b.txt"), words("  gzip \t -k "));
        assertEquals(
                List.of("cp", "dir/a b.txt", "out/3-a b.bak"), words("cp {} out/{#}-{/.}.bak"));
        assertFalse(CommandTemplate.ofLine("gzip -k {}").usesShell());
    }

    @Test
    void appendsTheInputOnlyWhereNoReplacementStringIs() {
        assertEquals(List.of("echo", "3"), words("echo {#}"));
        assertEquals(
                List.of("echo", "{a}", "x"),
                CommandTemplate.of(List.of("echo", "{a}")).words(new CommandInput(1, "x"), 1));
        assertEquals("cat | wc -l \"${1}\"", script("cat | wc -l"));
    }

    @Test
    void passesSeparateWordsExactlyAsTheyAre() {
        CommandTemplate awk = CommandTemplate.of(List.of("awk", "{print $2}", "{}"));
        assertEquals(List.of("awk", "{print $2}", "dir/a b.txt"), awk.words(FILE, 1));
        CommandTemplate echo =
                CommandTemplate.of(List.of("echo", "", "*", "a  b", "$(id)", "';'", "{/}"));
        assertEquals(
                List.of("echo", "", "*", "a  b", "$(id)", "';'", "a b.txt"), echo.words(FILE, 1));
        assertFalse(echo.usesShell());
    }

    @Test
    void takesASingleWordForALine() {
        assertEquals(words("gzip -k {}"), CommandTemplate.of(List.of("gzip -k {}")).words(FILE, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 3",
                "cd {}",
                "X=1 env",
                ". ./settings",
                "a|b",
                "echo *",
                "echo ~",
                "(id)",
                "echo 'a'"
            })
    void leavesToTheShellWhatOnlyItCanDo(String line) {
        assertTrue(CommandTemplate.ofLine(line).usesShell());
    }

    @Test
    void runsAShellsOwnCommandGivenAsWordsThroughTheShell() {
        CommandTemplate exit = CommandTemplate.of(List.of("exit", "{}"));
        assertEquals(
                List.of("/bin/sh", "-c", "\"$@\"", "sh", "exit", "3"),
                exit.words(new CommandInput(1, "3"), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "|", "&&", "2>&1", ">{.}", ">>{}.log", "<{}"})
    void refusesAWordThatMayBeMeantForAShell(String word) {
        String message = refusal(() -> CommandTemplate.of(List.of("cat", "{}", word, "x")));
        assertTrue(message.contains("'" + word + "'"), message);
        assertTrue(message.contains("quote the whole command"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "cat {} > {.}.out ~ cat \"${1}\" > \"${2}\".out",
                "a{}b; x ~ a\"${1}\"b; x",
                "echo \"{}\" ~ echo \"${1}\"",
                "echo '{}' ~ echo ''\"${1}\"''",
                "echo 'it is {}!' ~ echo 'it is '\"${1}\"'!'",
                "echo $(basename {}) ~ echo $(basename \"${1}\")",
                "echo \"$(basename {})\" ~ echo \"$(basename \"${1}\")\"",
                "echo \"$(basename \"{}\")\" ~ echo \"$(basename \"${1}\")\"",
                "echo \"a $(echo ')' {}) {}\" ~ echo \"a $(echo ')' \"${1}\") ${1}\"",
                "echo $((1 + {#})) ~ echo $((1 + ${1}))",
                "echo \\{} ~ echo \"${1}\"",
                "echo \"\\{}\" ~ echo \"\\\\${1}\"",
                "echo ${} \"${}\" ~ echo \\$\"${1}\" \"\\$${1}\"",
                "echo ${HOME} $# {} ~ echo ${HOME} $# \"${1}\"",
                "echo \"\\\"{}\" ~ echo \"\\\"${1}\"",
                "echo {} # it's {} ~ echo \"${1}\" # it's {}",
                "echo a#{} | cat ~ echo a#\"${1}\" | cat",
                "(cd {//} && ls {/}) ~ (cd \"${1}\" && ls \"${2}\")",
                "x={}; y=`id`; echo $x ~ x=\"${1}\"; y=`id`; echo $x",
                "echo \"${x:-\"$(id)\"}\" {} ~ echo \"${x:-\"$(id)\"}\" \"${1}\"",
                "cat <<< {} ~ cat <<< \"${1}\"",
                "diff <(sort {}) {}.old ~ diff <(sort \"${1}\") \"${1}\".old",
            })
    void refersToTheInputAsItsQuotesDemand(String line, String script) {
        assertEquals(script, script(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo `basename {}`",
                "echo ${x:-{}}",
                "echo ${x:-\"{}\"}",
                "echo ${x:-'y'} {}",
                "cat <<END\n{}\nEND",
                "eval echo {}",
                "x=1; e\"va\"l echo",
                "let x={}",
                "trap {} EXIT",
                "[[ {} -eq 1 ]]",
                "a[{}]=1",
                "echo $[{}+1]",
                "echo $'{}'",
                "echo $'it\\'s' {}",
                "echo $(case {} in a) echo b;; esac)",
                "echo $((1); echo {})",
                "echo hi # all of it",
                "echo \"{}",
                "echo '{}",
                "echo $(id {}",
                "echo {} \\",
                "",
                " \t",
            })
    void refusesWhatCannotBeMadeSafe(String line) {
        String message = refusal(() -> CommandTemplate.ofLine(line));
        assertTrue(message.contains(": ") || message.contains("is needed"), message);
    }

    @Test
    void refusesEvaluatingWordsGivenSeparatelyToo() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CommandTemplate.of(List.of("eval", "echo {}")));
        assertThrows(IllegalArgumentException.class, () -> CommandTemplate.of(List.of()));
    }

    @Test
    void letsOnlyIntegersIntoArithmetic() {
        CommandTemplate twice = CommandTemplate.ofLine("echo $(({} * 2))");
        assertEquals("-21", twice.words(new CommandInput(1, "-21"), 1).get(4));
        for (String value : List.of("", "-", "a[$(id)]", "1+1", "0x1", "1\n")) {
            CommandInput argument = new CommandInput(1, value);
            assertThrows(IllegalArgumentException.class, () -> twice.words(argument, 1));
            assertThrows(IllegalArgumentException.class, () -> twice.render(argument));
        }
    }

    @Test
    void rendersWhatCanBeCopied() {
        assertEquals("gzip -k 'dir/a b.txt'", CommandTemplate.ofLine("gzip -k {}").render(FILE));
        assertEquals(
                "cat 'dir/a b.txt' > 'dir/a b'.out",
                CommandTemplate.ofLine("cat {} > {.}.out").render(FILE));
        assertEquals("echo \"dir/a b.txt\"", CommandTemplate.ofLine("echo \"{}\"").render(FILE));
        assertEquals(
                "awk '{print $2}' 'dir/a b.txt'",
                CommandTemplate.of(List.of("awk", "{print $2}", "{}")).render(FILE));
        assertEquals(
                "touch a.txt",
                CommandTemplate.ofLine("touch").render(new CommandInput(1, "a.txt")));
        assertEquals(
                "'a=b' ''",
                CommandTemplate.of(List.of("a=b", "{}")).render(new CommandInput(1, "")));
        assertEquals(
                "touch 'it'\\''s'",
                CommandTemplate.ofLine("touch").render(new CommandInput(1, "it's")));
    }

    private static final CommandInput PAIR = new CommandInput(1, "a b\tc.d", List.of("a b", "c.d"));

    @Test
    void partsAreWordsOfTheirOwnWhereNothingTouchesThem() {
        assertEquals(List.of("echo", "a b", "c.d"), CommandTemplate.ofLine("echo").words(PAIR, 1));
        assertEquals(
                List.of("echo", "c", "x a b c.d", "a b", "c"),
                CommandTemplate.of(List.of("echo", "{2.}", "x {}", "{.}")).words(PAIR, 1));
        assertEquals("echo 'a b' c.d c.d", CommandTemplate.ofLine("echo {} {2}").render(PAIR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "cat {} | wc ~ cat \"${1}\" \"${2}\" | wc ~ a b, c.d",
                "x={}; y ~ x=\"${1}\"; y ~ a b c.d",
                "cat > {} ~ cat > \"${1}\" ~ a b c.d",
                "echo \"{}\" {1} | cat ~ echo \"${1}\" \"${2}\" | cat ~ a b c.d, a b",
                "cat | wc ~ cat | wc \"${1}\" \"${2}\" ~ a b, c.d",
                "for x in {.}; do :; done ~ for x in \"${1}\" \"${2}\"; do :; done ~ a b, c",
            })
    void aScriptRefersToEachPart(String line, String script, String values) {
        List<String> words = CommandTemplate.ofLine(line).words(PAIR, 1);
        assertEquals(script, words.get(2));
        assertEquals(List.of(values.split(", ")), words.subList(4, words.size()));
    }

    @Test
    void aChosenShellRunsEveryCommand() {
        CommandSyntax bash = CommandSyntax.standard().withShell("bash");
        assertEquals(
                List.of("bash", "-c", "echo \"${1}\"", "sh", "x"),
                CommandTemplate.of(List.of("echo {}"), bash).words(new CommandInput(1, "x"), 1));
        assertEquals(
                List.of("bash", "-c", "\"$@\"", "sh", "echo", "-n", "x"),
                CommandTemplate.of(List.of("echo", "-n"), bash).words(new CommandInput(1, "x"), 1));
        String message = refusal(() -> CommandSyntax.standard().withShell("/usr/bin/fish"));
        assertTrue(message.contains("expected sh, bash"), message);
    }

    @Test
    void inputsMayBeTheCommands() {
        CommandTemplate inputs = CommandTemplate.ofInputs(CommandSyntax.standard());
        assertEquals(
                List.of("/bin/sh", "-c", "echo 'a  b' | wc"),
                inputs.words(new CommandInput(1, "echo 'a  b' | wc"), 1));
        assertEquals("a b c.d", inputs.render(PAIR));
        assertTrue(inputs.usesShell());
    }

    @Test
    void splitsALineIntoTheSameWordsAsGnuParallel() throws Exception {
        ShellTools.assumeGnuParallel();
        ShellTools.assumeParallelShell();
        List<String> lines =
                List.of(
                        "printf '<%s>' a {}",
                        "printf '<%s>' {}{.} x{/}y {//}",
                        "printf '<%s>'",
                        "printf '<%s>' {#} {/.}; echo {}",
                        "printf '<%s>' {} | tr a-f A-F",
                        "echo $((1+{#}))");
        List<String> inputs =
                List.of(
                        "a b.txt", "dir/c.d", "it's", "$HOME", "-n", "*", "\"", "", "a;b", "\\",
                        "é.ü");
        for (String line : lines) {
            List<String> theirs =
                    new ArrayList<>(List.of("parallel", "-k", "--will-cite", line, ":::"));
            theirs.addAll(inputs);
            StringBuilder ours = new StringBuilder();
            for (int i = 0; i < inputs.size(); i++) {
                ours.append(
                        ShellTools.output(
                                CommandTemplate.ofLine(line)
                                        .words(new CommandInput(i + 1, inputs.get(i)), 1)));
            }
            assertEquals(ShellTools.output(theirs), ours.toString(), line);
        }
    }
}
