package dev.hocket.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to end a run early, on every engine, with a command and with a task of the user's, with
 * a joblog, an earlier one, or none. Always: what is done is logged and printed, what did not end
 * is not recorded, no process is left, the status says why, and a resumed run does the rest.
 *
 * <p>By default each pair of values meets in some case; with {@code -Dhocket.soak=1} all
 * combinations run.
 */
@Execution(ExecutionMode.CONCURRENT)
class WaysToEndTest {
    private static final List<String> ENGINES =
            List.of(
                    "threads:2",
                    "virtual:2",
                    "forkjoin:2",
                    "csp:2",
                    "reactive:2",
                    "sequential",
                    "processes:2",
                    "async:2",
                    "auto");

    /** Those of a short round: one of each way to run attempts. */
    private static final List<String> SHORT =
            List.of("threads:2", "sequential", "processes:2", "async:2", "auto");

    private static final String[] INPUTS = {"quick-1", "quick-2", "slow-1", "slow-2", "slow-3"};

    private static final String BODY =
            """
                if (s.startsWith("quick")) return s + "!";
                Files.writeString(Path.of("began-" + s), "");
                if (Files.exists(Path.of("go"))) return s + "!";
                String way = System.getenv("WAY");
                if (Files.exists(Path.of("gate")) && s.equals("slow-1")) {
                    try (var gate = Files.newInputStream(Path.of("gate"))) { gate.read(); }
                    if (way.equals("CLOSED")) return s + "!";
                }
                if (way.equals("EXIT")) System.exit(0);
                if (way.equals("ERROR")) throw new AssertionError("wrong");
            """;
    private static final String TASK =
            """
            import java.nio.file.*;
            String run(String s) throws Exception {
            %s    Thread.sleep(600_000);
                return s;
            }
            """
                    .formatted(BODY);
    private static final String ASYNC_TASK =
            """
            import java.nio.file.*;
            import java.util.concurrent.*;
            class Slow implements dev.hocket.AsyncTask<String, String> {
                public CompletionStage<String> run(String s) {
                    return CompletableFuture.supplyAsync(() -> body(s), Thread::startVirtualThread)
                        .thenCompose(done -> done == null
                            ? new CompletableFuture<String>()
                            : CompletableFuture.completedFuture(done));
                }
                static String body(String s) {
                    try {
                        return inner(s);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                }
                static String inner(String s) throws Exception {
            %s        return null;
                }
            }
            """
                    .formatted(BODY);
    private static final String COMMAND =
            "case {} in quick*) echo {}!;; *) touch began-{}; if [ -e go ]; then echo {}!; elif ["
                    + " -e gate ] && [ {} = slow-1 ]; then read x < gate; echo {}!; else"
                    + " sleep 600; fi;; esac";

    /** What all cases share: the cache of compiled tasks, and logs of an earlier run. */
    @TempDir private static Path shared;

    @TempDir private Path folder;

    /** A way to end, with the status that follows. */
    enum Way {
        TERM(143),
        HUP(129),
        INT(130),
        EXIT(255),
        ERROR(3),
        CLOSED(141);

        private final int status;

        Way(int status) {
            this.status = status;
        }

        boolean isSignal() {
            return this == TERM || this == HUP || this == INT;
        }
    }

    /** What the run records: nothing, a joblog, or one that goes on from an earlier run. */
    enum Log {
        NONE,
        NEW,
        RESUMED
    }

    record Case(Way way, String engine, boolean command, Log log) {
        /** A command can neither call exit nor throw, and does not give a stage. */
        boolean isPossible() {
            return !command || !(way == Way.EXIT || way == Way.ERROR || isAsync());
        }

        boolean isAsync() {
            return engine.startsWith("async");
        }

        /** Whether the three slow inputs fail, each by itself, and the run goes on. */
        boolean failsEach() {
            return way == Way.ERROR || (way == Way.EXIT && engine.startsWith("processes"));
        }

        /** Whether it ends at a moment that the test chooses, when the quick inputs are done. */
        boolean isGated() {
            return way == Way.CLOSED || (way == Way.EXIT && !failsEach());
        }

        int status() {
            return failsEach() ? 3 : way.status;
        }

        /** Its pairs of values. */
        Set<List<Object>> pairs() {
            List<Object> values = List.of(way, engine, command, log);
            Set<List<Object>> pairs = new HashSet<>();
            for (int i = 0; i < values.size(); i++) {
                for (int j = i + 1; j < values.size(); j++) {
                    pairs.add(List.of(i, j, values.get(i), values.get(j)));
                }
            }
            return pairs;
        }
    }

    private static boolean isShort() {
        return Integer.getInteger("hocket.soak", 0) <= 0;
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Way way : Way.values()) {
            for (String engine : isShort() ? SHORT : ENGINES) {
                for (boolean command : new boolean[] {false, true}) {
                    Stream.of(Log.values())
                            .map(log -> new Case(way, engine, command, log))
                            .filter(Case::isPossible)
                            .forEach(all::add);
                }
            }
        }
        return isShort() ? pairwise(all) : all;
    }

    /** As few cases as a greedy choice needs for each pair to be in one. */
    private static List<Case> pairwise(List<Case> all) {
        Set<List<Object>> open = new HashSet<>();
        all.forEach(each -> open.addAll(each.pairs()));
        List<Case> chosen = new ArrayList<>();
        while (!open.isEmpty()) {
            Case best =
                    all.stream()
                            .max(
                                    Comparator.comparingLong(each ->
                                            each.pairs().stream().filter(open::contains).count()))
                            .orElseThrow();
            open.removeAll(best.pairs());
            chosen.add(best);
        }
        return chosen;
    }

    /** An earlier run of the first input alone, for each kind of job. */
    @BeforeAll
    static void runBefore() throws Exception {
        for (Case kind :
                List.of(
                        new Case(Way.TERM, "threads:2", true, Log.NEW),
                        new Case(Way.TERM, "threads:2", false, Log.NEW),
                        new Case(Way.TERM, "async:2", false, Log.NEW))) {
            Path place = Files.createDirectories(shared.resolve(kindOf(kind)));
            prepare(place, kind);
            LaunchedHocket.Ended ended;
            try (LaunchedHocket hocket = start(place, kind, List.of("quick-1"))) {
                ended = hocket.end();
            }
            assertEquals(0, ended.status(), ended::err);
        }
    }

    @AfterAll
    static void pairsWereMet() {
        assertTrue(cases().size() >= Way.values().length * SHORT.size(), "too few cases");
    }

    private static String kindOf(Case one) {
        return one.command ? "command" : one.isAsync() ? "stage" : "task";
    }

    private static void prepare(Path place, Case one) throws IOException {
        Files.writeString(place.resolve("Slow.java"), one.isAsync() ? ASYNC_TASK : TASK);
    }

    private static LaunchedHocket start(Path place, Case one, List<String> inputs)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(one.command ? "exec" : "run"));
        words.addAll(List.of("-e", one.engine));
        if (one.log != Log.NONE) {
            words.addAll(List.of("--joblog", "log"));
        }
        if (one.log == Log.RESUMED) {
            words.add("--resume");
        }
        words.addAll(List.of(one.command ? COMMAND : "Slow.java", ":::"));
        words.addAll(inputs);
        Map<String, String> environment =
                Map.of("WAY", one.way.name(), "XDG_CACHE_HOME", shared.toString());
        return LaunchedHocket.start(
                place, environment, LaunchedHocket.command(words.toArray(String[]::new)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsDoneIsKeptAndNothingElse(Case one) throws Exception {
        prepare(folder, one);
        if (one.log == Log.RESUMED) {
            Files.copy(shared.resolve(kindOf(one)).resolve("log"), folder.resolve("log"));
        }
        if (one.isGated()) {
            Path _ = LaunchedHocket.pipe(folder.resolve("gate"));
        }
        Set<String> printed = new TreeSet<>();
        LaunchedHocket.Ended ended;
        try (LaunchedHocket hocket = start(folder, one, List.of(INPUTS))) {
            if (one.way.isSignal() || one.isGated()) {
                int quick = one.log == Log.RESUMED ? 1 : 2;
                while (printed.size() < quick) {
                    printed.add(hocket.awaitOut("quick-"));
                }
                hocket.awaitFile(folder.resolve("began-slow-1"));
            }
            ended = end(one, hocket);
        }
        if (one.way != Way.CLOSED) {
            printed.addAll(ended.lines());
        }
        assertEquals(one.status(), ended.status(), ended::err);
        assertEquals(
                one.log == Log.RESUMED ? Set.of("quick-2!") : Set.of("quick-1!", "quick-2!"),
                printed,
                ended::err);
        assertEquals(one.way == Way.CLOSED, !ended.err().contains(" done, "), ended::err);
        assertFalse(leftBehind(), "a command still runs");
        if (one.log != Log.NONE) {
            assertEquals(loggedOf(one), logged(), ended::err);
        }
        if (one.log == Log.RESUMED) {
            aResumedRunDoesTheRest(one);
        }
    }

    private LaunchedHocket.Ended end(Case one, LaunchedHocket hocket) throws Exception {
        switch (one.way) {
            case TERM, HUP -> hocket.signal(one.way.name());
            case INT -> {
                hocket.signal("INT");
                hocket.awaitErr("press Ctrl-C again");
                hocket.signal("INT");
            }
            case CLOSED -> hocket.closeOut();
            case EXIT, ERROR -> {}
        }
        if (one.isGated()) {
            try (OutputStream gate = Files.newOutputStream(folder.resolve("gate"))) {
                gate.write('\n');
            }
        }
        return one.way == Way.CLOSED ? hocket.endUnread() : hocket.end();
    }

    /** Which inputs have ended, by their keys, with how. */
    private static Set<String> loggedOf(Case one) {
        Set<String> keys = new TreeSet<>(Set.of("quick-1 done", "quick-2 done"));
        if (one.failsEach()) {
            String how = one.way == Way.ERROR ? " threw" : " crashed";
            Stream.of("slow-1", "slow-2", "slow-3").forEach(key -> keys.add(key + how));
        } else if (one.way == Way.CLOSED) {
            keys.add("slow-1 done"); // logged before it was to be printed
        }
        return keys;
    }

    private Set<String> logged() throws IOException {
        Set<String> ended = new TreeSet<>();
        List<String> lines = Files.readAllLines(folder.resolve("log"));
        for (String line : lines.subList(1, lines.size())) {
            assertTrue(ended.add(field(line, "key") + " " + field(line, "outcome")), line);
        }
        return ended;
    }

    private static String field(String line, String name) {
        String head = "\"" + name + "\":\"";
        int from = line.indexOf(head) + head.length();
        return line.substring(from, line.indexOf('"', from));
    }

    private void aResumedRunDoesTheRest(Case one) throws Exception {
        Files.createFile(folder.resolve("go"));
        LaunchedHocket.Ended ended;
        try (LaunchedHocket hocket = start(folder, one, List.of(INPUTS))) {
            ended = hocket.end();
        }
        Set<String> rest = new TreeSet<>();
        if (!one.failsEach()) {
            rest.addAll(Set.of("slow-2!", "slow-3!"));
            if (one.way != Way.CLOSED) {
                rest.add("slow-1!");
            }
        }
        assertEquals(one.failsEach() ? 3 : 0, ended.status(), ended::err);
        assertEquals(rest, new TreeSet<>(ended.lines()), ended::err);
        assertEquals(INPUTS.length, logged().size());
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
