package dev.hocket.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No number is written in the user's locale, whose digits may be others ({@code ar-EG}): neither
 * into headers, names of files and keys, nor into messages.
 */
class LocaleTest {
    private static final Pattern NUMBER = Pattern.compile("%[-#+ 0,(]*\\d*(\\.\\d+)?[dfeg]");
    private static final Set<String> FORMATTERS =
            Set.of("java/lang/String", "java/io/PrintStream", "java/io/PrintWriter");
    private static final Set<String> METHODS = Set.of("format", "formatted", "printf");

    /** Modules that are not shipped. */
    private static final Set<String> OWN_USE = Set.of("bench", "examples", "testkit");

    @Test
    void numbersAreWrittenTheSameInEveryLocale() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path module : House.modules()) {
            Path classes = module.resolve("target/classes");
            if (!OWN_USE.contains(module.getFileName().toString()) && Files.exists(classes)) {
                found.addAll(offences(classes));
            }
        }
        assertEquals(List.of(), found, "use String.format(Locale.ROOT, ...)");
    }

    @Test
    void theRuleSeesEachWay(@TempDir Path folder) throws IOException {
        Fixture.compile(
                folder,
                """
                package some;
                import java.util.Locale;
                class Formats {
                    String a(int n) { return "%d bytes".formatted(n); }
                    String b(int n) { return String.format("%,.2f of", n / 2.0); }
                    void c(int n) { System.out.printf("%3d%n", n); }
                    String right(int n) { return String.format(Locale.ROOT, "%d", n); }
                    String text(String s) { return "%s, 100 %%".formatted(s); }
                }
                """);
        assertEquals(
                List.of("some/Formats.a", "some/Formats.b", "some/Formats.c"), offences(folder));
    }

    private static List<String> offences(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
            assertTrue(!all.isEmpty(), "no classes in " + folder);
            for (Path file : all) {
                ClassModel type = ClassFile.of().parse(file);
                for (MethodModel method : type.methods()) {
                    if (offends(method)) {
                        found.add(
                                type.thisClass().asInternalName()
                                        + "."
                                        + method.methodName().stringValue());
                    }
                }
            }
        }
        return found;
    }

    /** Whether a text with a place for a number goes to a formatter that is given no locale. */
    private static boolean offends(MethodModel method) {
        if (method.code().isEmpty()) {
            return false;
        }
        boolean number = false;
        for (CodeElement step : method.code().get()) {
            if (step instanceof ConstantInstruction constant
                    && constant.constantValue() instanceof String text) {
                number |= NUMBER.matcher(text).find();
            } else if (step instanceof InvokeInstruction call
                    && FORMATTERS.contains(call.owner().asInternalName())
                    && METHODS.contains(call.name().stringValue())) {
                if (number && !call.type().stringValue().contains("Ljava/util/Locale;")) {
                    return true;
                }
                number = false;
            }
        }
        return false;
    }
}
