package dev.hocket.jobs.exec.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.CommandSyntax;
import dev.hocket.jobs.exec.ShellTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderTest {
    private static final Placeholders STANDARD = new Placeholders(CommandSyntax.standard());
    private static final List<String> PATHS =
            List.of(
                    "a",
                    "a.txt",
                    "a.b.txt",
                    "dir/a.txt",
                    "dir.d/a",
                    "dir.d/a.txt",
                    "/",
                    "//",
                    "/a",
                    "//x",
                    "/a.b/",
                    "dir/",
                    "a/b/",
                    "a//b",
                    "a//",
                    "./a",
                    "../a.b",
                    ".",
                    "..",
                    ".bashrc",
                    "d/.bashrc",
                    "a.",
                    "a..b",
                    "with blank.txt",
                    "quo'te\".x",
                    "é.txt",
                    "-n",
                    "a\tb.c",
                    "http://host/p.html?q=1",
                    "$HOME.x");

    @ParameterizedTest
    @CsvSource({
        "dir/a.b.txt, dir/a.b, a.b.txt, dir, a.b",
        "a, a, a, ., a",
        "dir.d/a, dir.d/a, a, dir.d, a",
        "/, /, '', /, ''",
        "dir/, dir/, '', ., ''",
        "a//b, a//b, b, a, b",
        ".bashrc, '', .bashrc, ., ''",
        "'', '', '', ., ''",
    })
    void takesAPathApart(String path, String stem, String name, String folder, String nameStem) {
        CommandInput argument = new CommandInput(7, path);
        assertEquals(path, of("{}", argument));
        assertEquals(stem, of("{.}", argument));
        assertEquals(name, of("{/}", argument));
        assertEquals(folder, of("{//}", argument));
        assertEquals(nameStem, of("{/.}", argument));
        assertEquals("7", of("{#}", argument));
        assertEquals("3", of("{%}", argument));
    }

    private static String of(String symbol, CommandInput argument) {
        return placeholder(STANDARD, symbol).of(argument, 3);
    }

    private static Placeholder placeholder(Placeholders placeholders, String symbol) {
        Placeholder found = Objects.requireNonNull(placeholders.at("x" + symbol + "y", 1), symbol);
        assertEquals(symbol.length(), found.length());
        return found;
    }

    @Test
    void isFoundWhereItBegins() {
        assertEquals(Placeholder.Form.NAME_STEM, placeholder(STANDARD, "{/.}").form());
        assertEquals(Placeholder.Form.FOLDER, placeholder(STANDARD, "{//}").form());
        for (String none :
                List.of("{", "", "{0}", "{a}", "{1", "{1.", "{1..}", "{-}", "{1234567}")) {
            assertNull(STANDARD.at(none, 0), none);
        }
        assertNull(STANDARD.at("${1}", 1), "the shell's");
        assertNull(STANDARD.at("a\\{1\\}", 2), "a regular expression's");
    }

    @ParameterizedTest
    @CsvSource({
        "{1}, d/a.b",
        "{1.}, d/a",
        "{1/}, a.b",
        "{1//}, d",
        "{1/.}, a",
        "{2}, e/c.d",
        "{-1}, f",
        "{-2/.}, c",
        "{-3//}, d",
        "{}, d/a.b e/c.d f",
        "{.}, d/a e/c f",
        "{//}, d e .",
        "{first}, d/a.b",
        "{first/.}, a",
        "{the 2nd}, e/c.d",
        "{the 2nd//}, e",
    })
    void takesPartsByNumberAndName(String symbol, String text) {
        CommandInput argument = new CommandInput(1, "all", List.of("d/a.b", "e/c.d", "f"));
        Placeholders named =
                new Placeholders(
                        CommandSyntax.standard().withNames(List.of("first", "the 2nd", "last")));
        assertEquals(text, placeholder(named, symbol).of(argument, 1));
    }

    @Test
    void aPartThatAnInputLacksIsNamed() {
        Placeholder third = placeholder(STANDARD, "{3.}");
        CommandInput argument = new CommandInput(1, "a b", List.of("a", "b"));
        IllegalArgumentException said =
                assertThrows(IllegalArgumentException.class, () -> third.of(argument, 1));
        assertEquals(
                "the command uses {3.}, the third part, and this input has 2", said.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo {3}|{3}, the third part, and inputs have 2 parts",
                "grep -E x{9}|write {9,9}",
                "echo {-3/}|{-3/}, the third part from the end",
                "echo {0}|parts are counted from 1",
                "echo {frist}|did you mean {first}?",
                "echo {Last/.}|did you mean {last}?",
                "echo {##}|which GNU parallel replaces",
                "echo {2..}|which GNU parallel replaces",
            })
    void whatIsNoPartIsRefused(String line, String message) {
        Placeholders named =
                new Placeholders(CommandSyntax.standard().withNames(List.of("first", "last")));
        IllegalArgumentException said =
                assertThrows(IllegalArgumentException.class, () -> named.check(line));
        assertTrue(String.valueOf(said.getMessage()).contains(message), said::getMessage);
    }

    @Test
    void whatOnlyLooksLikeAPartPasses() {
        Placeholders named =
                new Placeholders(CommandSyntax.standard().withNames(List.of("first", "last")));
        for (String line :
                List.of("${3}", "x\\{3\\}", "{3,4}", "{print $1}", "${frist}", "{a,b}")) {
            named.check(line);
        }
    }

    @Test
    void anotherStringMayStandForTheInput() {
        Placeholders commas = new Placeholders(CommandSyntax.standard().withInput(",,"));
        assertEquals("a", placeholder(commas, ",,").of(new CommandInput(1, "a"), 1));
        assertNull(commas.at("{}", 0));
        commas.check("find {} ,,");
        for (String unusable : List.of("", "a b", "'", "$", "`", "\\")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> CommandSyntax.standard().withInput(unusable));
        }
    }

    @Test
    void meansWhatItMeansToGnuParallel() throws Exception {
        ShellTools.assumeGnuParallel();
        String line = "printf '%s\\n' {} {.} {/} {//} {/.} {#}";
        List<String> command =
                new ArrayList<>(List.of("parallel", "-k", "--will-cite", line, ":::"));
        command.addAll(PATHS);
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < PATHS.size(); i++) {
            CommandInput argument = new CommandInput(i + 1, PATHS.get(i));
            Stream.of("{}", "{.}", "{/}", "{//}", "{/.}", "{#}")
                    .map(symbol -> of(symbol, argument))
                    .forEach(ours::add);
        }
        assertEquals(String.join("\n", ours) + "\n", ShellTools.output(command));
    }
}
