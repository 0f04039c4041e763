package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names say what a thing is: those that fit anything are refused. */
class NamingTest {
    private static final Pattern PACKAGE = Pattern.compile(".*\\.(util|utils|common|impl)(\\..*)?");
    private static final Pattern TYPE =
            Pattern.compile(".*(Manager|Helper|Util|Impl)s?|Base([A-Z].*)?");

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
