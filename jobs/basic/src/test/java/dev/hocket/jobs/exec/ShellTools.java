package dev.hocket.jobs.exec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hocket.jobs.exec.process.PosixSpawner;
import dev.hocket.jobs.exec.process.ProcStat;
import dev.hocket.jobs.exec.process.SearchPath;
import dev.hocket.jobs.exec.process.Spawner;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of this machine that tests compare with. */
public final class ShellTools {
    private ShellTools() {}

    /** What {@code command} prints. */
    public static String output(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }
    }

    public static boolean has(String program) {
        try {
            new SearchPath(System.getenv("PATH")).find(program);
            return true;
        } catch (Spawner.NotStarted e) {
            return false;
        }
    }

    public static void assumeGnuParallel() throws IOException, InterruptedException {
        boolean gnu =
                has("parallel")
                        && output(List.of("parallel", "--version")).startsWith("GNU parallel");
        assumeTrue(gnu, "GNU parallel is not installed, so nothing can be compared with it");
    }

    /**
     * GNU parallel takes the shell it was started from, or SHELL: only of a Bourne shell can the
     * words be compared.
     */
    static void assumeParallelShell() {
        String shell = System.getenv("SHELL");
        assumeTrue(
                shell == null || (shell.endsWith("sh") && !shell.endsWith("csh")),
                "GNU parallel would use " + shell);
    }

    public static void assumePosixSpawner() {
        assumeTrue(PosixSpawner.fits(), "made for Linux only");
    }

    /** Waits until a process is gone, or a zombie whose new parent does not look after it. */
    public static void awaitEnd(long pid) {
        while (ProcStat.runs(pid)) {
            Thread.onSpinWait();
        }
    }
}
