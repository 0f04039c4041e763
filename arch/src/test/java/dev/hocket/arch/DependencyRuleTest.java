package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may depend on whom: the kernel on nothing, engines on the kernel and the link to workers,
 * jobs and tools on the kernel alone, nothing on the command line. A part that is new to the house
 * is refused until it has its line here.
 */
class DependencyRuleTest {
    private static final String KERNEL = "dev.hocket";
    private static final String LINK = "dev.hocket.link";
    private static final String DISK = "dev.hocket.jobs.disk";
    private static final String HTTP = "dev.hocket.http";

    /** The packages of the kernel, which shares its first one with the names of all others. */
    private static final Set<String> KERNEL_ROOMS =
            Set.of(
                    KERNEL,
                    "dev.hocket.spi",
                    "dev.hocket.joblog",
                    "dev.hocket.text",
                    "dev.hocket.run",
                    "dev.hocket.batch",
                    "dev.hocket.conductor",
                    "dev.hocket.source",
                    "dev.hocket.consume",
                    "dev.hocket.submit");

    private static final String EXAMPLES = "dev.hocket.examples";
    private static final String BENCH = "dev.hocket.bench";

    /**
     * Each part, by its package, with the parts it may use; a longer name wins over the shorter one
     * it starts with.
     */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry(KERNEL, Set.of()),
                    Map.entry(LINK, Set.of(KERNEL)),
                    Map.entry("dev.hocket.engine", Set.of(KERNEL, LINK)),
                    Map.entry("dev.hocket.reactive", Set.of(KERNEL, LINK)),
                    Map.entry("dev.hocket.csp", Set.of(KERNEL, LINK)),
                    Map.entry("dev.hocket.processes", Set.of(KERNEL, LINK)),
                    Map.entry(HTTP, Set.of()),
                    Map.entry("dev.hocket.site", Set.of(HTTP)),
                    Map.entry("dev.hocket.jobs.run", Set.of(KERNEL)),
                    Map.entry("dev.hocket.jobs.exec", Set.of(KERNEL)),
                    Map.entry("dev.hocket.jobs.crawl", Set.of(KERNEL, HTTP, DISK)),
                    Map.entry(DISK, Set.of()),
                    Map.entry("dev.hocket.jobs.images", Set.of(KERNEL)),
                    Map.entry("dev.hocket.jobs.fetch", Set.of(KERNEL, HTTP, DISK)),
                    Map.entry("dev.hocket.jobs.factor", Set.of(KERNEL)),
                    Map.entry("dev.hocket.jobs.reduce", Set.of(KERNEL)),
                    Map.entry("dev.hocket.choose", Set.of(KERNEL)),
                    Map.entry("dev.hocket.check", Set.of()),
                    Map.entry("dev.hocket.sync", Set.of()),
                    Map.entry("dev.hocket.queue", Set.of(KERNEL)),
                    Map.entry("dev.hocket.testkit", Set.of(KERNEL)));

    /**
     * The parts that compose the others; each may use all of {@link #MAY_USE}, and none of these.
     */
    private static final Set<String> COMPOSE = Set.of("dev.hocket.cli", EXAMPLES, BENCH);

    /** What else the parts that are kept small may touch. */
    private static final Map<String, List<String>> LIBRARIES =
            Map.ofEntries(
                    Map.entry(KERNEL, List.of()),
                    Map.entry(LINK, List.of()),
                    // of the JDK: open files, cores, memory
                    Map.entry("dev.hocket.engine", List.of("com.sun.management")),
                    Map.entry("dev.hocket.processes", List.of()),
                    Map.entry(HTTP, List.of("javax.net.ssl.", "javax.security.auth.x500.")),
                    Map.entry("dev.hocket.site", List.of()),
                    Map.entry("dev.hocket.reactive", List.of("reactor.", "org.reactivestreams.")),
                    Map.entry("dev.hocket.csp", List.of("com.softwaremill.jox.")),
                    Map.entry("dev.hocket.choose", List.of()),
                    Map.entry("dev.hocket.sync", List.of()),
                    Map.entry("dev.hocket.queue", List.of("java.sql.", "javax.sql.")));

    @TempDir private Path folder;

    @Test
    void everyPartUsesOnlyWhatItMay() {
        assertEquals("", violations(House.classes()));
    }

    @Test
    void aKernelThatUsesAnEngineIsSeen() throws IOException {
        assertFound(
                "dev.hocket.Job uses dev.hocket.engine.Threads",
                "package dev.hocket.engine; public class Threads {}",
                "package dev.hocket; class Job { dev.hocket.engine.Threads threads; }");
    }

    @Test
    void aHiddenRoomOfTheKernelIsPartOfIt() throws IOException {
        assertFound(
                "dev.hocket.run.Conductor uses dev.hocket.link.Frame",
                "package dev.hocket.link; public class Frame {}",
                "package dev.hocket.run; class Conductor { dev.hocket.link.Frame frame; }");
    }

    @Test
    void aLinkThatUsesAnEngineIsSeen() throws IOException {
        assertFound(
                "dev.hocket.link.Ring uses dev.hocket.processes.ChildJvm",
                "package dev.hocket.processes; public class ChildJvm {}",
                "package dev.hocket.link; class Ring { dev.hocket.processes.ChildJvm child; }");
    }

    @Test
    void anHttpClientThatUsesTheServerIsSeen() throws IOException {
        assertFound(
                "dev.hocket.http.Client uses dev.hocket.site.Site",
                "package dev.hocket.site; public class Site {}",
                "package dev.hocket.http; class Client { dev.hocket.site.Site site; }");
    }

    @Test
    void aToolThatNamesAnEngineIsSeen() throws IOException {
        assertFound(
                "dev.hocket.choose.Choice uses dev.hocket.engine.Threads",
                "package dev.hocket.engine; public class Threads {}",
                "package dev.hocket.choose; class Choice { Object o = new"
                        + " dev.hocket.engine.Threads(); }");
    }

    @Test
    void aJobThatUsesAnotherIsSeen() throws IOException {
        assertFound(
                "dev.hocket.jobs.run.Source uses dev.hocket.jobs.exec.Command",
                "package dev.hocket.jobs.exec; public interface Command {}",
                "package dev.hocket.jobs.run; class Source implements dev.hocket.jobs.exec.Command"
                        + " {}");
    }

    @Test
    void aPartThatUsesTheCommandLineIsSeen() throws IOException {
        assertFound(
                "dev.hocket.bench.Starts uses dev.hocket.cli.Main",
                "package dev.hocket.cli; public class Main { public static void main() {} }",
                "package dev.hocket.bench; class Starts { void run() { dev.hocket.cli.Main.main();"
                        + " } }");
    }

    @Test
    void aKernelThatUsesALibraryIsSeen() throws IOException {
        assertFound(
                "dev.hocket.spi.Lane uses org.junit.jupiter.api.Test",
                "package dev.hocket.spi; class Lane { @org.junit.jupiter.api.Test void run() {} }");
    }

    @Test
    void aPartWithoutItsLineIsSeen() throws IOException {
        assertFound(
                "dev.hocket.surprise.Box uses dev.hocket.Job",
                "package dev.hocket; public class Job {}",
                "package dev.hocket.surprise; class Box { dev.hocket.Job job; }");
    }

    private void assertFound(String expected, String... sources) throws IOException {
        String found = violations(Fixture.compile(folder, sources));
        assertTrue(found.contains(expected), () -> "expected \"" + expected + "\" in: " + found);
    }

    private static String violations(JavaClasses classes) {
        ArchRule rule = ArchRuleDefinition.classes().should(useOnlyWhatTheyMay());
        EvaluationResult result = rule.evaluate(classes);
        return String.join("\n", new TreeSet<>(result.getFailureReport().getDetails()));
    }

    private static ArchCondition<JavaClass> useOnlyWhatTheyMay() {
        return new ArchCondition<>("use only the parts that they may") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                user.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(used -> !used.isPrimitive() && !mayUse(user, used))
                        .map(used -> user.getName() + " uses " + used.getName())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .forEach(text -> events.add(SimpleConditionEvent.violated(user, text)));
            }
        };
    }

    private static boolean mayUse(JavaClass user, JavaClass used) {
        String from = part(user.getPackageName());
        if (!used.getPackageName().startsWith(KERNEL)) {
            List<String> libraries = LIBRARIES.get(from);
            String name = used.getName();
            return libraries == null
                    || name.startsWith("java.")
                    || name.startsWith("org.jspecify.")
                    || libraries.stream().anyMatch(name::startsWith);
        }
        String to = part(used.getPackageName());
        return from.equals(to)
                || MAY_USE.getOrDefault(from, Set.of()).contains(to)
                || (COMPOSE.contains(from) && MAY_USE.containsKey(to));
    }

    /** The part that a package belongs to; a package that nobody claims is a part of its own. */
    private static String part(String name) {
        if (KERNEL_ROOMS.contains(name)) {
            return KERNEL;
        }
        for (String end = name; end.contains("."); end = end.substring(0, end.lastIndexOf('.'))) {
            if (!end.equals(KERNEL) && (MAY_USE.containsKey(end) || COMPOSE.contains(end))) {
                return end;
            }
        }
        return name;
    }
}
