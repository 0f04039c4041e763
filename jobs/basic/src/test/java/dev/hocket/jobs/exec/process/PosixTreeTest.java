package dev.hocket.jobs.exec.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.exec.ShellTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PosixTreeTest {
    @TempDir Path folder;

    @BeforeAll
    static void checkSystem() {
        ShellTools.assumePosixSpawner();
        assumeTrue(ShellTools.has("setsid"), "setsid is not installed");
    }

    @Test
    void whatLeavesTheGroupWhileItIsAskedIsAskedToo() throws Exception {
        Path gate = folder.resolve("gate");
        assertEquals("", ShellTools.output(List.of("mkfifo", gate.toString())));
        Process leader =
                new ProcessBuilder(
                                "setsid",
                                "sh",
                                "-c",
                                "(read line < \"$1\"; exec setsid sleep 1000) & echo $!; wait",
                                "sh",
                                gate.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long leaving;
        try (BufferedReader out = leader.inputReader()) {
            leaving = Long.parseLong(out.readLine());
            PosixTree tree = new PosixTree((int) leader.pid());
            tree.follow();
            leave(gate, leaving);

            tree.ask();

            leader.waitFor();
            ShellTools.awaitEnd(leaving);
            tree.reaped();
            assertFalse(tree.alive());
        } finally {
            leader.destroyForcibly();
        }
    }

    /** Lets the process go on, and waits until it is in a group of its own. */
    private static void leave(Path gate, long pid) throws IOException {
        Files.writeString(gate, "go\n");
        ProcStat stat = ProcStat.of(pid);
        while (stat != null && stat.group() != pid) {
            Thread.onSpinWait();
            stat = ProcStat.of(pid);
        }
    }
}
