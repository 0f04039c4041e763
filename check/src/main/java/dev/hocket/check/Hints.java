package dev.hocket.check;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.util.HashMap;
import java.util.Map;

/** What the source calls the object that was pushed last: a local variable or a field. */
final class Hints {
    private final Map<Integer, String> names = new HashMap<>();
    private String previous = "";
    private String last = "";
    private String array = "";
    private final Map<Integer, String> arrays = new HashMap<>();

    Hints(CodeModel code) {
        for (CodeElement element : code) {
            if (element instanceof LocalVariable local) {
                names.merge(
                        local.slot(),
                        local.name().stringValue(),
                        (one, other) -> one.equals(other) ? one : "");
                if (local.typeSymbol().isArray()) {
                    arrays.put(local.slot(), local.name().stringValue());
                }
            }
        }
    }

    void see(CodeElement element) {
        if (element instanceof Instruction instruction) {
            previous = last;
            if (instruction instanceof LoadInstruction load && arrays.containsKey(load.slot())) {
                array = names.getOrDefault(load.slot(), "");
            } else if (instruction instanceof FieldInstruction field
                    && field.typeSymbol().isArray()) {
                array = field.name().stringValue();
            }
            last =
                    switch (instruction) {
                        case LoadInstruction load -> names.getOrDefault(load.slot(), "");
                        case FieldInstruction field -> field.name().stringValue();
                        default -> isDup(instruction) || isStore(instruction) ? last : "";
                    };
        }
    }

    private static boolean isDup(Instruction instruction) {
        return instruction.opcode() == java.lang.classfile.Opcode.DUP;
    }

    private static boolean isStore(Instruction instruction) {
        return instruction instanceof java.lang.classfile.instruction.StoreInstruction;
    }

    /** The object on top of the stack, before the instruction seen last took it. */
    String object() {
        return previous;
    }

    String receiver() {
        return previous;
    }

    /** The array that was pushed last. */
    String array() {
        return array;
    }
}
