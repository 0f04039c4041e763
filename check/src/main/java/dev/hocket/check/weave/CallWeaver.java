package dev.hocket.check.weave;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.hocket.check.hooks.ListHooks;
import dev.hocket.check.schedule.ThreadSafety;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts hooks around calls of the JDK's collections, atomics, locks and what else threads share. */
public final class CallWeaver {
    static final MethodTypeDesc CALL = MethodTypeDesc.of(CD_void, CD_Object, CD_int);
    static final MethodTypeDesc RETURNED =
            MethodTypeDesc.of(CD_void, CD_boolean, CD_Object, CD_int);
    private static final Set<String> NOT_SHARED =
            Set.of(
                    "java/util/concurrent/TimeUnit",
                    "java/util/concurrent/ThreadLocalRandom",
                    "java/util/concurrent/Executors",
                    "java/util/concurrent/ExecutionException",
                    "java/util/concurrent/CompletionException",
                    "java/util/Objects",
                    "java/util/Arrays",
                    "java/util/Optional",
                    "java/util/Locale",
                    "java/util/Random",
                    "java/util/Scanner",
                    "java/util/StringJoiner");

    private static final Set<String> ACCESSORS =
            Set.of("readLock", "writeLock", "newCondition", "asReadLock", "asWriteLock");

    /** What reads and writes memory outside of the heap: the beginnings of the names. */
    private static final Set<String> OUTSIDE = Set.of("get", "set", "fill", "copy");

    /** What libraries used before there were handles. */
    private static final String UNSAFE = "sun/misc/Unsafe";

    /** Parts of the names of its methods that order accesses. */
    private static final Set<String> UNSAFE_ORDERED =
            Set.of("Volatile", "Ordered", "compareAndSwap", "getAndAdd", "getAndSet");

    private static final String SEMAPHORE = "java/util/concurrent/Semaphore";
    private static final MethodTypeDesc COUNT = MethodTypeDesc.of(CD_void, CD_int);

    private static final MethodTypeDesc THROUGH =
            MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CD_int);

    private static final ClassDesc LISTS = ClassDesc.of(ListHooks.class.getName());
    private static final MethodTypeDesc ELEMENT =
            MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int);

    private final CodeWeaver method;
    private final List<Handler> handlers = new ArrayList<>();

    private record Handler(Label start, Label end, Label at) {}

    CallWeaver(CodeWeaver method) {
        this.method = method;
    }

    boolean wants(InvokeInstruction invoke) {
        String from = owner(invoke);
        return from != null
                && wants(from, invoke.name().stringValue(), invoke.opcode() == Opcode.INVOKESTATIC);
    }

    /** The class of the JDK that has the method, or null if none has. */
    private @Nullable String owner(InvokeInstruction invoke) {
        String owner = invoke.owner().asInternalName();
        return invoke.opcode() == Opcode.INVOKESTATIC
                        || owner.startsWith("java/")
                        || owner.equals(UNSAFE)
                ? owner
                : method.inherited.from(
                        owner, invoke.name().stringValue(), invoke.type().stringValue());
    }

    static boolean wants(String owner, String name, boolean isStatic) {
        boolean accessor = ACCESSORS.contains(name) && !owner.endsWith("StampedLock");
        if (accessor || NOT_SHARED.contains(owner)) {
            return false;
        }
        if (isStatic) {
            return owner.equals("java/util/concurrent/locks/LockSupport")
                    || owner.equals("java/util/concurrent/CompletableFuture");
        }
        if (owner.equals(UNSAFE)) {
            return UNSAFE_ORDERED.stream().anyMatch(name::contains);
        }
        if (owner.equals("java/lang/reflect/Field")) {
            return name.startsWith("get") || name.startsWith("set");
        }
        if (owner.equals("java/lang/foreign/MemorySegment")) {
            return OUTSIDE.stream().anyMatch(name::startsWith);
        }
        if (owner.startsWith("java/nio/") && owner.endsWith("Buffer")) {
            return name.startsWith("get") || name.startsWith("put");
        }
        boolean collection =
                owner.startsWith("java/util/") && owner.indexOf('/', "java/util/".length()) < 0;
        return collection
                || ThreadSafety.keepsItsWork(owner.replace('/', '.'))
                || owner.equals("java/lang/invoke/VarHandle")
                || owner.equals("java/lang/StringBuffer")
                || owner.equals("java/lang/StringBuilder")
                || owner.startsWith("java/util/concurrent/");
    }

    void call(CodeBuilder code, InvokeInstruction invoke, String hint) {
        MethodTypeDesc type = invoke.typeSymbol();
        boolean overridable = invoke.opcode() != Opcode.INVOKESPECIAL;
        String from = Objects.requireNonNull(owner(invoke));
        int site =
                method.callSite(
                        from,
                        invoke.name().stringValue(),
                        overridable ? invoke.type().stringValue() : "",
                        hint);
        int receiver = code.allocateLocal(TypeKind.REFERENCE);
        before(code, invoke, from, site, receiver);
        Label start = code.newBoundLabel();
        code.with(invoke);
        Label end = code.newBoundLabel();
        Label after = code.newLabel();
        code.goto_(after);
        Label handler = code.newBoundLabel();
        code.iconst_0().aload(receiver).loadConstant(site);
        code.invokestatic(Weaver.HOOKS, "returned", RETURNED).athrow();
        code.labelBinding(after);
        handlers.add(new Handler(start, end, handler));
        if (type.returnType().descriptorString().equals("Z")) {
            code.dup();
        } else {
            code.iconst_1();
        }
        code.aload(receiver).loadConstant(site).invokestatic(Weaver.HOOKS, "returned", RETURNED);
        boolean gives = TypeKind.from(type.returnType()) == TypeKind.REFERENCE;
        if (gives && isShown(from) && invoke.opcode() != Opcode.INVOKESTATIC) {
            code.dup().loadConstant(site).invokestatic(Weaver.HOOKS, "gave", CALL);
        }
    }

    /** Whether a report shows what is passed to the methods of that class, and what they return. */
    private static boolean isShown(String owner) {
        return owner.startsWith("java/util/");
    }

    /** The hook before the call; puts the object it is called on into a local. */
    private static void before(
            CodeBuilder code, InvokeInstruction invoke, String from, int site, int receiver) {
        MethodTypeDesc type = invoke.typeSymbol();
        if (invoke.opcode() == Opcode.INVOKESTATIC) {
            code.aconst_null().astore(receiver);
            code.aload(receiver).loadConstant(site).invokestatic(Weaver.HOOKS, "call", CALL);
        } else {
            int first = spill(code, type, receiver);
            if (isShown(from) && first >= 0 && !type.parameterType(0).isPrimitive()) {
                code.aload(first).loadConstant(site);
                code.invokestatic(Weaver.HOOKS, "argument", CALL);
            }
            if (from.equals(SEMAPHORE)
                    && first >= 0
                    && type.parameterType(0).descriptorString().equals("I")) {
                code.iload(first).invokestatic(Weaver.HOOKS, "permits", COUNT);
            }
            code.aload(receiver);
            if (ListHooks.wants(from, invoke.name().stringValue(), invoke.type().stringValue())) {
                code.iload(first).loadConstant(site).invokestatic(LISTS, "element", ELEMENT);
            } else if (isHandle(invoke.owner().asInternalName())
                    && !type.parameterList().isEmpty()) {
                reference(code, type, first);
                code.loadConstant(site).invokestatic(Weaver.HOOKS, "through", THROUGH);
            } else {
                code.loadConstant(site).invokestatic(Weaver.HOOKS, "call", CALL);
            }
        }
    }

    static boolean isHandle(String owner) {
        return owner.equals("java/lang/invoke/VarHandle")
                || owner.endsWith("FieldUpdater")
                || owner.equals(UNSAFE);
    }

    /** The first argument, if it is no primitive value. */
    private static void reference(CodeBuilder code, MethodTypeDesc type, int first) {
        if (type.parameterType(0).isPrimitive()) {
            code.aconst_null();
        } else {
            code.aload(first);
        }
    }

    /** Leaves the stack as it is, the receiver in a local, and says where the first argument is. */
    private static int spill(CodeBuilder code, MethodTypeDesc type, int receiver) {
        int count = type.parameterCount();
        int[] locals = new int[count];
        for (int i = count - 1; i >= 0; i--) {
            TypeKind kind = kind(type.parameterType(i));
            locals[i] = code.allocateLocal(kind);
            code.storeLocal(kind, locals[i]);
        }
        code.dup().astore(receiver);
        for (int i = 0; i < count; i++) {
            code.loadLocal(kind(type.parameterType(i)), locals[i]);
        }
        return count == 0 ? -1 : locals[0];
    }

    private static TypeKind kind(ClassDesc type) {
        return TypeKind.from(type).asLoadable();
    }

    /**
     * Where a call's exceptions go first: to a hook beside the call, which throws them on from
     * within the range of the method's own handlers.
     */
    void handlers(CodeBuilder code) {
        for (Handler handler : handlers) {
            code.exceptionCatchAll(handler.start(), handler.end(), handler.at());
        }
    }
}
