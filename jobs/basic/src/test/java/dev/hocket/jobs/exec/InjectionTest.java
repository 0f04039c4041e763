package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No input is ever interpreted by a shell: each arrives as it is, and none of the traps laid in
 * them springs.
 */
class InjectionTest {
    @TempDir Path folder;

    /** Command lines, and what each prints for an input that is put in place of {@code @}. */
    private static final Map<String, String> LINES =
            Map.ofEntries(
                    Map.entry("printf '<%s>' {}", "<@>"),
                    Map.entry("printf '<%s>' \"{}\"", "<@>"),
                    Map.entry("printf '<%s>' '{}'", "<@>"),
                    Map.entry("printf '<%s>' a{}b", "<a@b>"),
                    Map.entry("printf '<%s>' 'a {} b' \"c {} d\"", "<a @ b><c @ d>"),
                    Map.entry("printf '<%s>' {}{} {}'{}'\"{}\"", "<@@><@@@>"),
                    Map.entry("printf '<%s>' $(printf %s x; : {})", "<x>"),
                    Map.entry("printf '<%s>' \"$(printf %s. {})\"", "<@.>"),
                    Map.entry("printf '<%s>' \"$(printf %s. \"{}\")\"", "<@.>"),
                    Map.entry("printf '<%s>' \"$(printf %s. '{}')\" {}", "<@.><@>"),
                    Map.entry("x={}; printf '<%s>' \"$x\" \"${x}\"", "<@><@>"),
                    Map.entry("printf '<%s>' \\{} \"\\\\{}\"", "<@><\\@>"),
                    Map.entry("printf '<%s>' \"${}\" ${}", "<$@><$@>"),
                    Map.entry("(printf '<%s>' {}; { printf '<%s>' \"{}\"; }) | cat", "<@><@>"),
                    Map.entry("if [ x{} = x ]; then :; fi; printf '<%s>' {} # {} '", "<@>"),
                    Map.entry("for x in {} \"{}\"; do printf '<%s>' \"$x\"; done", "<@><@>"));

    /** Shells beside {@code sh} take one in so many inputs with each line, each time others. */
    private static final int SHARE = 3;

    private List<String> inputs() {
        String trap = "touch " + folder.resolve("sprung");
        return List.of(
                "$(" + trap + ")",
                "`" + trap + "`",
                "; " + trap + ";",
                "' ; " + trap + "; '",
                "\" ; " + trap + "; \"",
                "'\"$(" + trap + ")\"'",
                "\"; " + trap + " #",
                "')\"; " + trap + "; echo \"('",
                "\n" + trap + "\n;",
                "a[$(" + trap + ")]",
                "| " + trap + " &",
                "<(" + trap + ")",
                "a'b",
                "a\"b",
                "a b  c",
                " lead and trail ",
                "line\nline",
                "tab\there",
                "-n",
                "--help",
                "-",
                "",
                "*",
                "~",
                "\\",
                "\\n",
                "%s%n",
                "$1$HOME${1}$@",
                "!!",
                "{} {.} {#}",
                "é \u20ac \ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "busybox sh", "zsh --emulate sh", "ksh", "mksh"})
    void anInputIsOnlyText(String shell) throws Exception {
        List<String> start = List.of(shell.split(" "));
        assumeTrue(ShellTools.has(start.get(0)), start.get(0) + " is not installed");
        int step = shell.equals("sh") ? 1 : SHARE;
        int line = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(LINES).entrySet()) {
            check(start, entry, line++ % step, step);
        }
        assertFalse(Files.exists(folder.resolve("sprung")), "an input was run");
    }

    /** One line with every {@code step}th input, from the one at {@code first} on. */
    private void check(List<String> start, Map.Entry<String, String> line, int first, int step)
            throws Exception {
        CommandTemplate template = CommandTemplate.ofLine(line.getKey());
        StringBuilder copied = new StringBuilder();
        StringBuilder all = new StringBuilder();
        List<String> inputs = inputs();
        for (int i = first; i < inputs.size(); i += step) {
            String input = inputs.get(i);
            CommandInput argument = new CommandInput(1, input);
            String expected = line.getValue().replace("@", input);
            List<String> words = new ArrayList<>(template.words(argument, 1));
            words.remove(0);
            words.addAll(0, start);
            assertEquals(expected, ShellTools.output(words), () -> template + " for " + input);
            copied.append(template.render(argument)).append('\n');
            all.append(expected);
        }
        List<String> script = new ArrayList<>(start);
        script.addAll(List.of("-c", copied.toString()));
        assertEquals(all.toString(), ShellTools.output(script), () -> "copied: " + template);
    }
}
