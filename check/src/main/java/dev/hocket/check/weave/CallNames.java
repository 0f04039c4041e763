package dev.hocket.check.weave;

import dev.hocket.check.schedule.ClassInitialiser;
import dev.hocket.check.schedule.SourcePlaces.LibraryEntry;
import dev.hocket.check.schedule.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.HashSet;
import java.util.Set;

/**
 * What the source calls the object of a library on which it calls a method: the variable, found in
 * the class file when a report needs it.
 */
public final class CallNames {
    private CallNames() {}

    /** The call as the source has it, {@code requests.send()}; with the class if it has no name. */
    public static String of(LibraryEntry entry) {
        String name = receiver(entry);
        return (name.isEmpty() ? TypeNames.simple(entry.calledType()) : name)
                + "."
                + entry.called()
                + "()";
    }

    private static String receiver(LibraryEntry entry) {
        String file = entry.type().replace('.', '/') + ".class";
        try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
            Set<String> names = new HashSet<>();
            if (in != null) {
                for (MethodModel method : ClassFile.of().parse(in.readAllBytes()).methods()) {
                    if (isThat(method, entry)) {
                        collect(method, entry, names);
                    }
                }
            }
            return names.size() == 1 && !names.contains("this") ? names.iterator().next() : "";
        } catch (IOException | IllegalArgumentException e) {
            return ""; // then it is called by its class
        }
    }

    private static boolean isThat(MethodModel method, LibraryEntry entry) {
        String full = method.methodName().stringValue() + method.methodType().stringValue();
        return entry.method().replace(ClassInitialiser.INITIALISER, "<clinit>").equals(full);
    }

    private static void collect(MethodModel method, LibraryEntry entry, Set<String> names) {
        method.code()
                .ifPresent(code -> {
                    NameHints hints = new NameHints(code);
                    int line = 0;
                    for (CodeElement element : code) {
                        hints.see(element);
                        if (element instanceof LineNumber number) {
                            line = number.line();
                        } else if (element instanceof InvokeInstruction invoke
                                && line == entry.line()
                                && invoke.opcode() != Opcode.INVOKESTATIC
                                && invoke.name().equalsString(entry.called())) {
                            names.add(hints.object());
                        }
                    }
                });
    }
}
