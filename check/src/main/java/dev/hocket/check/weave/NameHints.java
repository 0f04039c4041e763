package dev.hocket.check.weave;

import dev.hocket.check.schedule.HookSite;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the source calls the objects that a method uses and makes: follows the operand stack and
 * keeps, for each value on it, the local variable or field that it came from. Where branches meet
 * nothing is known of what is on the stack.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class NameHints {
    /** A value on the stack. */
    private static final class Value {
        final String name;
        final boolean wide;
        final boolean isNew;

        /** The place where it was made, once it is. */
        int site = HookSite.NONE;

        Value(String name, boolean wide, boolean isNew) {
            this.name = name;
            this.wide = wide;
            this.isNew = isNew;
        }
    }

    private static final Value UNKNOWN = new Value("", false, false);

    private final List<LocalVariable> variables = new ArrayList<>();
    private final Set<Label> targets = new HashSet<>();
    private final Map<Integer, LocalVariable> inScope = new HashMap<>();
    private final List<Value> stack = new ArrayList<>();
    private Value used = UNKNOWN;
    private int stored = -1;
    private int storedSite = HookSite.NONE;

    NameHints(CodeModel code) {
        for (CodeElement element : code) {
            switch (element) {
                case LocalVariable variable -> variables.add(variable);
                case BranchInstruction branch -> targets.add(branch.target());
                case ExceptionCatch caught -> targets.add(caught.handler());
                case TableSwitchInstruction choice -> {
                    targets.add(choice.defaultTarget());
                    choice.cases().forEach(one -> targets.add(one.target()));
                }
                case LookupSwitchInstruction choice -> {
                    targets.add(choice.defaultTarget());
                    choice.cases().forEach(one -> targets.add(one.target()));
                }
                default -> {}
            }
        }
    }

    /** To be called with each element of the code, before what it does is asked for. */
    void see(CodeElement element) {
        if (element instanceof LabelTarget bound) {
            bind(bound.label());
        } else if (element instanceof Instruction instruction) {
            used = UNKNOWN;
            if (!simple(instruction)) {
                compound(instruction);
            }
        }
    }

    /** What the source calls the object on which the instruction seen last works, or empty. */
    String object() {
        return used.name;
    }

    /**
     * Whether the instruction seen last, a constructor, has made an object that is on the stack.
     */
    boolean made() {
        return used.isNew && !stack.isEmpty() && stack.getLast() == used;
    }

    /** That object was made here; the place gets the name of the variable that it is put in. */
    void madeAt(int site) {
        used.site = site;
    }

    private void bind(Label label) {
        if (targets.contains(label)) {
            stack.clear();
        }
        for (LocalVariable variable : variables) {
            if (variable.endScope() == label) {
                inScope.remove(variable.slot(), variable);
            }
        }
        for (LocalVariable variable : variables) {
            if (variable.startScope() == label) {
                inScope.put(variable.slot(), variable);
                if (variable.slot() == stored) {
                    HookSite.of(storedSite).called(variable.name().stringValue());
                }
            }
        }
        stored = -1;
    }

    private String local(int slot) {
        LocalVariable variable = inScope.get(slot);
        return variable == null ? "" : variable.name().stringValue();
    }

    private void push(String name, TypeKind kind) {
        if (kind != TypeKind.VOID) {
            stack.add(new Value(name, kind.slotSize() == 2, false));
        }
    }

    private void push(TypeKind kind) {
        push("", kind);
    }

    private Value pop() {
        return stack.isEmpty() ? UNKNOWN : stack.removeLast();
    }

    private void pop(int count) {
        for (int i = 0; i < count; i++) {
            pop();
        }
    }

    private boolean simple(Instruction instruction) {
        switch (instruction) {
            case LoadInstruction load -> push(local(load.slot()), load.typeKind());
            case StoreInstruction store -> store(store.slot());
            case ConstantInstruction constant -> push(constant.typeKind());
            case ArrayLoadInstruction load -> {
                pop();
                used = pop();
                push(load.typeKind());
            }
            case ArrayStoreInstruction _ -> {
                pop(2);
                used = pop();
            }
            case NewObjectInstruction _ -> stack.add(new Value("", false, true));
            case NewPrimitiveArrayInstruction _, NewReferenceArrayInstruction _ -> {
                pop();
                push(TypeKind.REFERENCE);
            }
            case NewMultiArrayInstruction made -> {
                pop(made.dimensions());
                push(TypeKind.REFERENCE);
            }
            case MonitorInstruction _ -> used = pop();
            case ConvertInstruction convert -> {
                pop();
                push(convert.toType());
            }
            case TypeCheckInstruction check when check.opcode() == Opcode.INSTANCEOF -> {
                pop();
                push(TypeKind.INT);
            }
            case OperatorInstruction operator -> operator(operator);
            case StackInstruction shuffle -> shuffle(shuffle.opcode());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void compound(Instruction instruction) {
        switch (instruction) {
            case FieldInstruction field -> field(field);
            case InvokeInstruction invoke -> {
                arguments(invoke.typeSymbol());
                if (invoke.opcode() != Opcode.INVOKESTATIC) {
                    used = pop();
                }
                push(TypeKind.from(invoke.typeSymbol().returnType()));
            }
            case InvokeDynamicInstruction invoke -> {
                arguments(invoke.typeSymbol());
                push(TypeKind.from(invoke.typeSymbol().returnType()));
            }
            case BranchInstruction branch -> branch(branch.opcode());
            default -> {
                switch (instruction.opcode()) {
                    case CHECKCAST, NOP, IINC, IINC_W -> {}
                    default -> stack.clear(); // it goes on elsewhere
                }
            }
        }
    }

    private void store(int slot) {
        Value value = pop();
        if (value.site != HookSite.NONE) {
            stored = slot;
            storedSite = value.site;
            HookSite.of(value.site).called(local(slot));
        }
    }

    private void arguments(MethodTypeDesc type) {
        for (ClassDesc ignored : type.parameterList()) {
            pop();
        }
    }

    private void field(FieldInstruction field) {
        boolean put = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
        if (put) {
            pop();
        }
        if (field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.GETFIELD) {
            used = pop();
        }
        if (!put) {
            push(field.name().stringValue(), TypeKind.from(field.typeSymbol()));
        }
    }

    private void operator(OperatorInstruction operator) {
        Opcode opcode = operator.opcode();
        boolean one =
                switch (opcode) {
                    case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> true;
                    default -> false;
                };
        boolean count =
                switch (opcode) {
                    case ARRAYLENGTH, LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> true;
                    default -> false;
                };
        pop(one ? 1 : 2);
        push(count ? TypeKind.INT : operator.typeKind());
    }

    private void branch(Opcode opcode) {
        switch (opcode) {
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> pop();
            case GOTO, GOTO_W -> stack.clear();
            default -> pop(2);
        }
    }

    private void shuffle(Opcode opcode) {
        Value top = pop();
        switch (opcode) {
            case POP -> {}
            case POP2 -> popUnless(top.wide);
            case SWAP -> put(top, pop());
            case DUP -> put(top, top);
            case DUP_X1 -> put(top, pop(), top);
            case DUP_X2 -> under(top, null);
            case DUP2 -> {
                Value below = popUnless(top.wide);
                put(below, top, below, top);
            }
            case DUP2_X1 -> {
                Value below = popUnless(top.wide);
                put(below, top, pop(), below, top);
            }
            default -> under(top, popUnless(top.wide));
        }
    }

    /** Copies one or two values below what takes two slots. */
    private void under(Value top, @Nullable Value below) {
        Value first = pop();
        Value second = popUnless(first.wide);
        put(below, top, second, first, below, top);
    }

    private @Nullable Value popUnless(boolean wide) {
        return wide ? null : pop();
    }

    private void put(@Nullable Value... values) {
        for (Value value : values) {
            if (value != null) {
                stack.add(value);
            }
        }
    }
}
