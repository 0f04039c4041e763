package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rooms of a module: those that it exports, and those that it hides, whose types may be public
 * because the module hides them. Hidden rooms form no cycle, and the exported ones call down into
 * them only from the factory methods listed here. Exported rooms may name each other.
 */
class ExportTest {
    /**
     * Where exported types reach into hidden packages, as type and member: the factory methods that
     * make what is hidden behind an exported interface. A class alone stands for all its members:
     * for one that only delegates to the hidden type that it holds. Each entry has its reason.
     */
    private static final Map<String, String> FACTORIES =
            Map.ofEntries(
                    Map.entry(
                            "dev.hocket.jobs.reduce.ColumnReduction",
                            "opens the column and names what is behind it"),
                    Map.entry(
                            "dev.hocket.check.Check",
                            "collects a request and starts the JVM that explores it"),
                    Map.entry(
                            "dev.hocket.check.Verdict",
                            "is written by the report as text and HTML"),
                    Map.entry("dev.hocket.choose.Choice", "is shown as a table"),
                    Map.entry("dev.hocket.choose.Choose", "collects a plan and starts the survey"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CapturedOutput",
                            "holds an output that is stored in memory or a file"),
                    Map.entry("dev.hocket.jobs.exec.CommandFailed", "tells how a process ended"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CommandResult",
                            "is made of the end of a process"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CommandTask",
                            "is the task: starts processes and captures their output"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CommandTask.Elsewhere",
                            "is the task on its way to another process"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CommandTask.FolderChoice",
                            "holds the template of the working folder"),
                    Map.entry(
                            "dev.hocket.jobs.exec.CommandTemplate",
                            "parses a command into its form"),
                    Map.entry(
                            "dev.hocket.jobs.images.PictureFiles",
                            "knows pictures by the endings of their formats"),
                    Map.entry(
                            "dev.hocket.jobs.images.SamplePictures", "paints and encodes pictures"),
                    Map.entry(
                            "dev.hocket.jobs.images.ThumbnailFile", "names its file by the format"),
                    Map.entry(
                            "dev.hocket.jobs.images.ThumbnailTask",
                            "is the task: takes a picture through all the rooms"),
                    Map.entry(
                            "dev.hocket.jobs.crawl.PageCache",
                            "names the file that a full disk refuses"),
                    Map.entry(
                            "dev.hocket.jobs.crawl.WarcArchive",
                            "names the file that a full disk refuses"),
                    Map.entry(
                            "dev.hocket.jobs.fetch.FileSink",
                            "names the file that a full disk refuses"),
                    Map.entry(
                            "dev.hocket.jobs.fetch.PartialFile",
                            "names the file that a full disk refuses"),
                    Map.entry(
                            "dev.hocket.Engine",
                            "starts runs and reductions, and finds engines by their names"),
                    Map.entry("dev.hocket.Inputs", "makes inputs, each over its source"),
                    Map.entry("dev.hocket.Job.BatchOfOne", "checks the outputs of a batch"),
                    Map.entry(
                            "dev.hocket.joblog.GrownKeys", "keeps hashes of keys, as the run does"),
                    Map.entry("dev.hocket.joblog.JobLog", "compares keys by their hashes"),
                    Map.entry("dev.hocket.joblog.JobLogHistory", "keeps the hash of each key"),
                    Map.entry("dev.hocket.link.FrameLinks", "opens links of each kind"),
                    Map.entry(
                            "dev.hocket.link.shared.SharedArray",
                            "takes memory in the folder of this JVM"),
                    Map.entry(
                            "dev.hocket.link.shared.SharedArrayMemory",
                            "maps files of shared memory"),
                    Map.entry(
                            "dev.hocket.link.worker.AttemptSlate",
                            "is a page of words that two processes see"),
                    Map.entry(
                            "dev.hocket.link.worker.AttemptInterrupter",
                            "naps as rings do, whatever interrupts it"),
                    Map.entry(
                            "dev.hocket.link.worker.WorkerMain",
                            "naps as rings do, whatever interrupts it"),
                    Map.entry(
                            "dev.hocket.processes.ProcessesProvider",
                            "holds the options of workers, and opens the engine"),
                    Map.entry(
                            "dev.hocket.queue.Queue", "opens a store, and passes questions to it"),
                    Map.entry("dev.hocket.queue.Queue.Question", "may fail as a store does"),
                    Map.entry("dev.hocket.queue.TicketWatch.Waiting", "is told how a job ended"),
                    Map.entry("dev.hocket.queue.StoredTicket", "reads the outcome from the store"),
                    Map.entry("dev.hocket.queue.TicketWatch", "waits for outcomes in the store"),
                    Map.entry("dev.hocket.queue.WorkerPlan", "starts a worker"),
                    Map.entry("dev.hocket.queue.Worker", "steers a worker's threads"),
                    Map.entry("dev.hocket.queue.PayloadCodec", "makes the codec of JSON"),
                    Map.entry(
                            "dev.hocket.queue.QueueJob",
                            "wraps inputs of tasks that commit their outcome"),
                    Map.entry("dev.hocket.engine.AsyncProvider", "opens the engine"),
                    Map.entry("dev.hocket.engine.AutoProvider", "opens the engine"),
                    Map.entry("dev.hocket.engine.ForkJoinProvider", "opens the engine"),
                    Map.entry("dev.hocket.engine.ThreadsProvider", "opens the engine"),
                    Map.entry("dev.hocket.engine.VirtualProvider", "opens the engine"),
                    Map.entry("dev.hocket.engine.Engines", "opens an engine that is watched"));

    @TempDir private Path folder;

    @Test
    void exportedTypesCallDownOnlyFromFactories() throws IOException {
        Set<String> used = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        for (Path classes : modules()) {
            found.addAll(
                    callsDown(
                            descriptor(classes), House.classes(classes), FACTORIES.keySet(), used));
        }
        assertEquals(Set.of(), found);
        assertEquals(
                new TreeSet<>(FACTORIES.keySet()), used, "a factory listed here calls nothing");
    }

    @Test
    void hiddenPackagesFormNoCycle() throws IOException {
        List<String> cycles = new ArrayList<>();
        for (Path classes : modules()) {
            cycles.addAll(cycles(descriptor(classes), House.classes(classes)));
        }
        assertEquals(List.of(), cycles);
    }

    @Test
    void aCallDownIsSeen() throws IOException {
        List<JavaClass> all =
                compile(
                        "module shown { exports a; exports b; }",
                        "package a; public interface Shown { static Shown of() { return new"
                                + " c.Hidden(); } static Runnable later() { return () -> new"
                                + " c.Hidden(); } static Object nested() { return new Object() {"
                                + " c.Hidden held; }; } class Inner { c.Hidden field; void"
                                + " take(c.Hidden[] given) {} } }",
                        "package a; public class Sub extends c.Hidden { boolean is(Object o) {"
                                + " return o instanceof c.Other; } }",
                        "package b; public interface Friend { a.Shown shown(); }",
                        "package c; public class Hidden implements a.Shown, b.Friend { public"
                                + " a.Shown shown() { return this; } }",
                        "package c; public class Other {}");
        Set<String> used = new TreeSet<>();
        assertEquals(
                Set.of(
                        "a.Shown.later calls down to c.Hidden",
                        "a.Shown.nested calls down to c.Hidden",
                        "a.Shown.Inner.field calls down to c.Hidden",
                        "a.Shown.Inner.take calls down to c.Hidden",
                        "a.Sub.<init> calls down to c.Hidden",
                        "a.Sub extends or implements c.Hidden",
                        "a.Sub.is calls down to c.Other"),
                callsDown(descriptor(folder), all, Set.of("a.Shown.of", "a.Shown.none"), used));
        assertEquals(Set.of("a.Shown.of"), used);
        Set<String> whole = new TreeSet<>();
        assertEquals(
                Set.of(),
                callsDown(
                        descriptor(folder),
                        all,
                        Set.of("a.Shown", "a.Shown.Inner", "a.Sub"),
                        whole));
        assertEquals(Set.of("a.Shown", "a.Shown.Inner", "a.Sub"), whole);
    }

    @Test
    void aCycleOfHiddenPackagesIsSeen() throws IOException {
        List<JavaClass> all =
                compile(
                        "module shown { exports a; }",
                        "package a; public interface Shown { c.One one(); }",
                        "package c; public class One implements a.Shown { public One one() { return"
                                + " d.Two.one(); } }",
                        "package d; public class Two { e.Three three; public static c.One one() {"
                                + " return null; } }",
                        "package e; public class Three { public c.One[] ones; f.Four four; }",
                        "package f; public class Four { a.Shown shown; }");
        assertEquals(List.of("shown: c, d, e use each other"), cycles(descriptor(folder), all));
    }

    private List<JavaClass> compile(String... sources) throws IOException {
        return Fixture.compile(folder, sources).stream().toList();
    }

    /** The folders of classes of all modules that say what they export. */
    private static List<Path> modules() {
        List<Path> modules =
                House.modules().stream()
                        .map(module -> module.resolve("target/classes"))
                        .filter(classes -> Files.exists(classes.resolve("module-info.class")))
                        .toList();
        assertTrue(modules.size() > 10, () -> "only " + modules);
        assertTrue(!House.classes().isEmpty(), "no classes seen");
        return modules;
    }

    private static ModuleDescriptor descriptor(Path classes) throws IOException {
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    /** The packages that everybody may use; one that is exported to a named module is hidden. */
    private static Set<String> exported(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static Set<String> callsDown(
            ModuleDescriptor module,
            Collection<JavaClass> all,
            Set<String> factories,
            Set<String> used) {
        Set<String> exported = exported(module);
        Set<String> hidden =
                all.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !exported.contains(name))
                        .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        for (JavaClass type : all) {
            if (exported.contains(type.getPackageName())) {
                calls(type, hidden)
                        .forEach((member, targets) -> {
                            String factory = factories.contains(member) ? member : owner(type);
                            if (factories.contains(factory)) {
                                used.add(factory);
                            } else {
                                found.addAll(targets);
                            }
                        });
            }
        }
        return found;
    }

    /** What each member of a type uses of hidden packages, as sentences. */
    private static Map<String, Set<String>> calls(JavaClass type, Set<String> hidden) {
        Map<String, Set<String>> calls = new TreeMap<>();
        String owner = owner(type);
        for (JavaCodeUnit unit : type.getCodeUnits()) {
            note(calls, member(type, unit.getName()), uses(unit), hidden);
        }
        for (JavaField field : type.getFields()) {
            note(calls, member(type, field.getName()), Stream.of(field.getRawType()), hidden);
        }
        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(above -> hidden.contains(above.getPackageName()))
                .forEach(above ->
                        calls.computeIfAbsent(owner, any -> new TreeSet<>())
                                .add(owner + " extends or implements " + above.getName()));
        return calls;
    }

    private static Stream<JavaClass> uses(JavaCodeUnit unit) {
        return Stream.of(
                        unit.getAccessesFromSelf().stream().map(access -> access.getTargetOwner()),
                        Stream.of(unit.getRawReturnType()),
                        unit.getRawParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        unit.getInstanceofChecks().stream().map(check -> check.getRawType()),
                        unit.getReferencedClassObjects().stream().map(used -> used.getRawType()))
                .flatMap(types -> types);
    }

    private static void note(
            Map<String, Set<String>> calls,
            String member,
            Stream<JavaClass> used,
            Set<String> hidden) {
        used.map(JavaClass::getBaseComponentType)
                .filter(target -> hidden.contains(target.getPackageName()))
                .forEach(target ->
                        calls.computeIfAbsent(member, any -> new TreeSet<>())
                                .add(member + " calls down to " + target.getName()));
    }

    /**
     * A member's name; what stands in a local or an anonymous class belongs to the method around
     * it.
     */
    private static String member(JavaClass type, String name) {
        return type.getEnclosingCodeUnit()
                .map(around -> member(around.getOwner(), around.getName()))
                .orElseGet(() -> owner(type) + "." + name);
    }

    /**
     * The name of a class; what javac adds beside one, such as the table of a switch, has its name.
     */
    private static String owner(JavaClass type) {
        return type.getEnclosingCodeUnit().isPresent()
                ? owner(type.getEnclosingClass().orElseThrow())
                : type.getName().replaceFirst("(\\$\\d+)+$", "").replace('$', '.');
    }

    private static List<String> cycles(ModuleDescriptor module, Collection<JavaClass> all) {
        Set<String> exported = exported(module);
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : all) {
            if (!exported.contains(type.getPackageName())) {
                Set<String> used =
                        uses.computeIfAbsent(type.getPackageName(), any -> new HashSet<>());
                type.getDirectDependenciesFromSelf()
                        .forEach(one ->
                                used.add(
                                        one.getTargetClass()
                                                .getBaseComponentType()
                                                .getPackageName()));
            }
        }
        return uses.keySet().stream()
                .map(name -> circle(name, uses))
                .filter(circle -> circle.size() > 1)
                .map(circle -> module.name() + ": " + String.join(", ", circle) + " use each other")
                .distinct()
                .toList();
    }

    /** A package, and all that both use it and are used by it. */
    private static Set<String> circle(String name, Map<String, Set<String>> uses) {
        return reachable(name, uses).stream()
                .filter(other -> reachable(other, uses).contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
        Set<String> reached = new HashSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String next : uses.getOrDefault(open.pop(), Set.of())) {
                if (uses.containsKey(next) && reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }
}
