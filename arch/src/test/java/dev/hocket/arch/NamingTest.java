package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names say what a thing is: those that fit anything are refused, and so is one that means two
 * things in two modules.
 */
class NamingTest {
    private static final Pattern PACKAGE = Pattern.compile(".*\\.(util|utils|common|impl)(\\..*)?");
    private static final Pattern TYPE =
            Pattern.compile(".*(Manager|Helper|Util|Impl)s?|Base([A-Z].*)?");

    /** Names that two modules may use, each with its reason. */
    private static final Map<String, String> SHARED = Map.of();

    /** Names that stand in two modules today, until one of the two has another. */
    private static final Set<String> STILL_SHARED =
            Set.of(
                    "Answer",
                    "Child",
                    "Children",
                    "Choice",
                    "Commands",
                    "Course",
                    "Exchange",
                    "JsonText",
                    "TaskClasses",
                    "Launch",
                    "Lines",
                    "Link",
                    "Operation",
                    "Places",
                    "Pool",
                    "Recorder",
                    "Reduction",
                    "Rehearsal",
                    "Request",
                    "Rows",
                    "Sample",
                    "Sentences",
                    "SharedFile",
                    "Site",
                    "Step",
                    "Survey",
                    "TaskForm",
                    "Texts",
                    "Trial",
                    "Values",
                    "Verdict",
                    "Watch",
                    "Watched",
                    "Words");

    @TempDir private Path folder;

    @Test
    void noNameFitsAnything() {
        assertEquals(List.of(), refused(House.classes()));
    }

    @ParameterizedTest
    @CsvSource({
        "dev.hocket.util, Clock",
        "dev.hocket.engine.impl, Lanes",
        "dev.hocket.common.text, Line",
        "dev.hocket, RunManager",
        "dev.hocket, StringUtils",
        "dev.hocket, TimeHelper",
        "dev.hocket, RunImpl",
        "dev.hocket, BaseEngine",
        "dev.hocket, Base"
    })
    void aNameThatFitsAnythingIsSeen(String place, String name) throws IOException {
        JavaClasses bad = Fixture.compile(folder, "package " + place + "; class " + name + " {}");
        assertEquals(List.of(place + "." + name), refused(bad));
    }

    @Test
    void noNameStandsInTwoModules() {
        Map<String, Set<String>> shared = shared(byModule());
        Set<String> unlisted = new TreeSet<>(shared.keySet());
        unlisted.removeAll(SHARED.keySet());
        unlisted.removeAll(STILL_SHARED);
        assertEquals(Set.of(), unlisted, () -> "names that two modules use: " + shared);
        assertTrue(
                shared.keySet().containsAll(SHARED.keySet()),
                () -> "one that is listed is not shared: " + SHARED.keySet());
    }

    @Test
    void aNameInTwoModulesIsSeen() {
        Map<String, List<Path>> modules =
                Map.of(
                        "one", List.of(Path.of("a/Frame.java"), Path.of("a/package-info.java")),
                        "two", List.of(Path.of("b/Ring.java"), Path.of("c/Ring.java")),
                        "three", List.of(Path.of("d/Frame.java"), Path.of("d/package-info.java")));
        assertEquals(Map.of("Frame", Set.of("one", "three")), shared(modules));
    }

    /**
     * The main sources of each module. Examples are programs of their own, to be read by
     * themselves: they may use the words of others.
     */
    private static Map<String, List<Path>> byModule() {
        Map<String, List<Path>> modules = new TreeMap<>();
        for (Path module : House.modules()) {
            if (!module.endsWith("examples")) {
                modules.put(House.relative(module), House.sources(module));
            }
        }
        return modules;
    }

    /** The names of types that more than one module has, with those modules. */
    private static Map<String, Set<String>> shared(Map<String, List<Path>> modules) {
        Map<String, Set<String>> places = new TreeMap<>();
        modules.forEach((module, sources) ->
                sources.stream()
                        .filter(House::declaresTypes)
                        .forEach(source ->
                                places.computeIfAbsent(typeOf(source), any -> new TreeSet<>())
                                        .add(module)));
        places.values().removeIf(found -> found.size() == 1);
        return places;
    }

    private static String typeOf(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    @ParameterizedTest
    @CsvSource({
        "dev.hocket.engine, Lanes",
        "dev.hocket, Base64Text",
        "dev.hocket, Baseline",
        "dev.hocket, Utility"
    })
    void aNameThatSaysSomethingPasses(String place, String name) throws IOException {
        JavaClasses good = Fixture.compile(folder, "package " + place + "; class " + name + " {}");
        assertEquals(List.of(), refused(good));
    }

    private static List<String> refused(JavaClasses classes) {
        return classes.stream()
                .filter(type ->
                        PACKAGE.matcher(type.getPackageName()).matches()
                                || TYPE.matcher(type.getSimpleName()).matches())
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }
}
