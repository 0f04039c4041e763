package dev.hocket.check.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.Set;

/**
 * Tells static initialisers that only make values for the class's own variables from those that
 * call other code, which may wait for another thread or let one see what is not finished.
 */
final class SimpleCode {
    private static final Set<String> VALUES =
            Set.of(
                    "java/lang/Boolean",
                    "java/lang/Byte",
                    "java/lang/Character",
                    "java/lang/Short",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Float",
                    "java/lang/Double",
                    "java/lang/String",
                    "java/lang/StringBuilder",
                    "java/lang/Math",
                    "java/util/Objects",
                    "java/time/Duration");
    private static final Set<String> STARTING =
            Set.of("java/lang/Thread", "java/util/Timer", "java/lang/ThreadLocal");

    private SimpleCode() {}

    /** Whether the class has no initialiser, or a simple one. */
    static boolean only(ClassModel model) {
        String self = model.thisClass().asInternalName();
        for (MethodModel method : model.methods()) {
            if (method.methodName().equalsString("<clinit>") && method.code().isPresent()) {
                return only(self, method.code().get());
            }
        }
        return true;
    }

    private static boolean only(String self, CodeModel code) {
        for (CodeElement element : code) {
            boolean simple =
                    switch (element) {
                        case FieldInstruction field -> {
                            String owner = field.owner().asInternalName();
                            yield owner.equals(self) || owner.startsWith("java/");
                        }
                        case InvokeInstruction invoke -> simple(invoke);
                        case InvokeDynamicInstruction dynamic ->
                                dynamic.bootstrapMethod()
                                        .owner()
                                        .displayName()
                                        .equals("LambdaMetafactory");
                        case MonitorInstruction _ -> false;
                        default -> true;
                    };
            if (!simple) {
                return false;
            }
        }
        return true;
    }

    private static boolean simple(InvokeInstruction invoke) {
        String owner = invoke.owner().asInternalName();
        String name = invoke.name().stringValue();
        boolean plain = invoke.type().stringValue().startsWith("()");
        boolean makes =
                name.equals("<init>")
                        && owner.startsWith("java/")
                        && !STARTING.contains(owner)
                        && (plain || owner.startsWith("java/util/concurrent/"));
        return makes || VALUES.contains(owner) || name.equals("desiredAssertionStatus");
    }
}
