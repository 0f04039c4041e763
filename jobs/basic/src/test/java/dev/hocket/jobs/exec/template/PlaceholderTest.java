package dev.hocket.jobs.exec.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.hocket.jobs.exec.CommandInput;
import dev.hocket.jobs.exec.ShellTools;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderTest {
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
        assertEquals(path, Placeholder.INPUT.of(argument));
        assertEquals(stem, Placeholder.STEM.of(argument));
        assertEquals(name, Placeholder.NAME.of(argument));
        assertEquals(folder, Placeholder.FOLDER.of(argument));
        assertEquals(nameStem, Placeholder.NAME_STEM.of(argument));
        assertEquals("7", Placeholder.NUMBER.of(argument));
    }

    @Test
    void isFoundWhereItBegins() {
        assertSame(Placeholder.NAME_STEM, Placeholder.at("x{/.}", 1));
        assertSame(Placeholder.FOLDER, Placeholder.at("{//}", 0));
        assertNull(Placeholder.at("{1}", 0));
        assertNull(Placeholder.at("{", 0));
        assertNull(Placeholder.at("", 0));
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
            Stream.of(Placeholder.values()).map(p -> p.of(argument)).forEach(ours::add);
        }
        assertEquals(String.join("\n", ours) + "\n", ShellTools.output(command));
    }
}
