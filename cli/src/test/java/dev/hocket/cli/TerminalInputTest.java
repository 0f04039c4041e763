package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user at a terminal meets, and one who asks a run how far it is. */
class TerminalInputTest {
    @TempDir private Path folder;

    /** Runs Hocket with a terminal for all its streams. */
    private LaunchedHocket.Ended atTerminal(String... words) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")),
                "script is needed for a terminal; install util-linux (Debian: bsdutils)");
        String line = "'" + String.join("' '", LaunchedHocket.command(words)) + "'";
        List<String> command = List.of("script", "--quiet", "--return", "--command", line, "typed");
        try (LaunchedHocket hocket = LaunchedHocket.start(folder, Map.of(), command)) {
            return hocket.endWithOpenInput();
        }
    }

    @Test
    void withoutInputsExecShowsBothRightLines() throws Exception {
        LaunchedHocket.Ended ended = atTerminal("exec", "gzip", "-9");
        assertEquals(255, ended.status(), ended::out);
        assertTrue(ended.out().contains("hocket exec gzip ... ::: INPUT..."), ended::out);
        assertTrue(ended.out().contains("ls | hocket exec gzip -9"), ended::out);
    }

    @Test
    void withoutACommandOneIsAskedFor() throws Exception {
        LaunchedHocket.Ended ended = atTerminal("exec", "-k");
        assertEquals(255, ended.status(), ended::out);
        assertTrue(ended.out().contains("a command is needed"), ended::out);
    }

    @Test
    void askedByASignalARunSaysHowFarItIs() throws Exception {
        try (LaunchedHocket hocket =
                LaunchedHocket.start(folder, "exec", "-j1", "touch {}; sleep 600", ":::", "a")) {
            hocket.awaitFile(folder.resolve("a"));
            hocket.signal("USR1");
            hocket.awaitErr("0/1");
            assertTrue(hocket.isAlive());
            hocket.signal("TERM");
            assertEquals(143, hocket.end().status());
        }
    }
}
