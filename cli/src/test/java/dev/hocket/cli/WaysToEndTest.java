package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to end the program early, on every kind of engine, with a command and with a task: what
 * is done is logged and printed, what did not end is not recorded, no process is left, the status
 * says why, and a resumed run does the rest. Pairs of way and engine by default; all combinations
 * with {@code -Dhocket.soak=N}.
 */
class WaysToEndTest {
    private static final List<String> ENGINES =
            List.of("threads:2", "virtual:2", "forkjoin:2", "csp:2", "reactive:2");
    private static final String TASK =
            """
            String run(String s) throws Exception {
                if (s.startsWith("quick")) return s + "!";
                java.nio.file.Files.createFile(java.nio.file.Path.of("began-" + s));
                if (System.getenv("EXIT") != null) System.exit(0);
                Thread.sleep(600_000);
                return s;
            }
            """;

    @TempDir private Path folder;

    /** A way to end: a signal, or a call of exit by the task; with the status that follows. */
    enum Way {
        TERM(143),
        HUP(129),
        INT(130),
        EXIT(255);

        private final int status;

        Way(int status) {
            this.status = status;
        }
    }

    record Case(Way way, String engine, boolean command) {}

    static List<Case> cases() {
        boolean all = Integer.getInteger("hocket.soak", 0) > 0;
        List<Case> cases = new ArrayList<>();
        int each = 0;
        for (Way way : Way.values()) {
            for (int i = 0; i < ENGINES.size(); i++) {
                for (boolean command : new boolean[] {false, true}) {
                    boolean possible = !command || way != Way.EXIT;
                    boolean chosen = all || (i + each) % 3 == (command ? 0 : 1);
                    if (possible && chosen) {
                        cases.add(new Case(way, ENGINES.get(i), command));
                    }
                }
            }
            each++;
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsDoneIsKeptAndNothingElse(Case one) throws Exception {
        Files.writeString(folder.resolve("Slow.java"), TASK);
        List<String> words = new ArrayList<>(List.of(one.command ? "exec" : "run"));
        words.addAll(List.of("-e", one.engine, "--joblog", "log"));
        words.add(
                one.command
                        ? "case {} in quick*) echo {}!;; *) touch began-{}; sleep 600; echo {};;"
                                + " esac"
                        : "Slow.java");
        words.addAll(List.of(":::", "quick-1", "quick-2", "slow-1", "slow-2", "slow-3"));
        java.util.Map<String, String> environment =
                one.way == Way.EXIT ? java.util.Map.of("EXIT", "1") : java.util.Map.of();
        LaunchedHocket.Ended ended;
        try (LaunchedHocket hocket =
                LaunchedHocket.start(
                        folder,
                        environment,
                        LaunchedHocket.command(words.toArray(String[]::new)))) {
            if (one.way != Way.EXIT) {
                hocket.awaitFile(folder.resolve("began-slow-1"));
                hocket.signal(one.way.name());
                if (one.way == Way.INT) {
                    hocket.awaitErr("press Ctrl-C again");
                    hocket.signal("INT");
                }
            }
            ended = hocket.end();
        }
        assertEquals(one.way.status, ended.status(), ended::err);
        assertEquals(List.of("quick-1!", "quick-2!"), ended.lines().stream().sorted().toList());
        List<String> log = Files.readAllLines(folder.resolve("log"));
        assertEquals(3, log.size(), log::toString);
        assertTrue(log.get(1).contains("\"done\"") && log.get(2).contains("\"done\""));
        assertFalse(leftBehind(), "a command still runs");
    }

    private boolean leftBehind() throws IOException {
        String here = folder.toRealPath().toString();
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                .anyMatch(each -> here.equals(workingFolder(each.pid())));
    }

    private static String workingFolder(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString();
        } catch (IOException ended) {
            return "";
        }
    }
}
