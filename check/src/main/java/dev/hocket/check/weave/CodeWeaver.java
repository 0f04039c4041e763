package dev.hocket.check.weave;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.hocket.check.hooks.ClassHooks;
import dev.hocket.check.hooks.EnumHooks;
import dev.hocket.check.hooks.ListHooks;
import dev.hocket.check.hooks.OutsideHooks;
import dev.hocket.check.schedule.DebugBaton;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.LibraryPackages;
import dev.hocket.check.strategy.ThreadOperation;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rewrites one method: hooks before its accesses, models instead of its monitors. */
public final class CodeWeaver implements CodeTransform {
    private static final MethodTypeDesc ON_OBJECT = MethodTypeDesc.of(CD_void, CD_Object, CD_int);
    private static final MethodTypeDesc ON_CLASS = MethodTypeDesc.of(CD_void, CD_Class, CD_int);
    private static final MethodTypeDesc ON_ELEMENT =
            MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_int);
    private static final MethodTypeDesc AWAIT =
            MethodTypeDesc.of(CD_void, CD_Object, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc TIMED_WAIT =
            MethodTypeDesc.of(
                    CD_void,
                    ClassDesc.of("java.util.concurrent.TimeUnit"),
                    CD_Object,
                    CD_long,
                    CD_int);
    private static final MethodTypeDesc TELL =
            MethodTypeDesc.of(CD_void, CD_Object, CD_boolean, CD_int);

    private static final ClassDesc CLASSES = ClassDesc.of(ClassHooks.class.getName());
    private static final ClassDesc LISTS = ClassDesc.of(ListHooks.class.getName());
    private static final ClassDesc CONSTANTS = ClassDesc.of(EnumHooks.class.getName());
    private static final MethodTypeDesc CONSTANT = MethodTypeDesc.of(CD_Object, CD_Object);

    /** Methods that find a static variable. */
    private static final Set<String> STATIC_HANDLES =
            Set.of("findStaticVarHandle", "findStaticGetter", "findStaticSetter");

    static final int NO_INITIALISER = -1;
    private static final MethodTypeDesc USE = MethodTypeDesc.of(CD_void, CD_int, CD_int);
    private static final MethodTypeDesc FOUND = MethodTypeDesc.of(CD_void, CD_Class, CD_boolean);

    private static final InheritedMethods NONE =
            new InheritedMethods(ClassLoader.getSystemClassLoader());

    private final ClassDesc self;
    private final String selfName;
    private final ClassModel model;
    private final String file;
    private final boolean locks;
    private final boolean isStatic;
    private final boolean begins;
    private final NameHints hints;
    private final CallWeaver calls;
    private final WaitLoops waitLoops;
    private final List<ExceptionCatch> catches = new ArrayList<>();
    @Nullable MethodReferences references;
    InheritedMethods inherited = NONE;
    private boolean onlyMonitors;

    /** A static initialiser that stays one, of an interface: no step of it counts. */
    boolean initialises;

    /** It makes the constants of an enum, which are to stay the same objects. */
    boolean makesConstants;

    /** The number of the class's initialiser, or {@link #NO_INITIALISER}. */
    int initialiser = NO_INITIALISER;

    /** It is the class's initialiser, which runs when the class is used. */
    boolean isMovedInitialiser;

    private boolean constructing;
    private boolean inConstructor;
    private int line;

    /** The call that is being rewritten is a wait that is not in a loop. */
    private boolean waitsOnce;

    private @Nullable Label start;

    CodeWeaver(ClassModel model, MethodModel method, CodeModel code, String file, boolean locks) {
        this.model = model;
        this.self = model.thisClass().asSymbol();
        this.selfName = model.thisClass().asInternalName();
        this.locks = locks;
        this.isStatic = method.flags().has(AccessFlag.STATIC);
        this.begins =
                DebugBaton.WANTED
                        && !isStatic
                        && method.methodName().equalsString("run")
                        && method.methodType().equalsString("()V");
        this.inConstructor = method.methodName().equalsString("<init>");
        this.constructing = inConstructor;
        this.hints = new NameHints(code);
        this.waitLoops = new WaitLoops(code);
        this.line =
                code.elementStream()
                        .filter(LineNumber.class::isInstance)
                        .mapToInt(element -> ((LineNumber) element).line())
                        .findFirst()
                        .orElse(isWritten(method) ? HookSite.UNKNOWN_LINE : 0);
        this.file = line == HookSite.UNKNOWN_LINE ? place(method) : file;
        this.calls = new CallWeaver(this);
    }

    /** Whether somebody wrote the method, and not a compiler or the JDK's authors. */
    private boolean isWritten(MethodModel method) {
        return !method.flags().has(AccessFlag.SYNTHETIC) && !LibraryPackages.contain(selfName);
    }

    /** What stands for the line where the compiler was not to write lines down. */
    private String place(MethodModel method) {
        return selfName.substring(selfName.lastIndexOf('/') + 1)
                + "."
                + method.methodName().stringValue();
    }

    /** Models the monitors and leaves all else as it is. */
    static CodeTransform monitorsOnly(ClassModel model, MethodModel method, CodeModel code) {
        boolean locks = method.flags().has(AccessFlag.SYNCHRONIZED);
        CodeWeaver weaver = new CodeWeaver(model, method, code, "", locks);
        weaver.onlyMonitors = true;
        return weaver;
    }

    @Override
    public void atStart(CodeBuilder code) {
        if (begins) {
            JdkEdits.begin(code);
        }
        if ((isStatic || inConstructor) && !isMovedInitialiser) {
            useOwn(code);
        }
        if (locks) {
            lockObject(code);
            code.loadConstant(site(ThreadOperation.ENTER, "", "", isStatic ? "class" : "this"));
            code.invokestatic(Weaver.HOOKS, "enter", ON_OBJECT);
            start = code.newBoundLabel();
        } else if (initialises) {
            code.invokestatic(Weaver.HOOKS, "initialising", ConstantDescs.MTD_void);
            start = code.newBoundLabel();
        }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        hints.see(element);
        switch (element) {
            case LineNumber number -> {
                line = number.line();
                code.with(number);
            }
            case ExceptionCatch caught -> catches.add(caught);
            case FieldInstruction field when !onlyMonitors -> field(code, field);
            case ArrayLoadInstruction load when !onlyMonitors -> {
                code.dup2().loadConstant(site(ThreadOperation.READ, "", "", hints.object()));
                code.invokestatic(Weaver.HOOKS, "element", ON_ELEMENT).with(load);
            }
            case ArrayStoreInstruction store when !onlyMonitors -> arrayStore(code, store);
            case MonitorInstruction monitor -> monitor(code, monitor);
            case NewObjectInstruction made when !onlyMonitors -> {
                String type = made.className().asInternalName();
                if (!type.equals(selfName) && !LibraryPackages.contain(type)) {
                    touch(code, site(ThreadOperation.INITIALISE, type, "<init>", ""));
                }
                code.with(made);
            }
            case InvokeDynamicInstruction dynamic when references != null -> {
                DynamicCallSiteDesc site = references.replace(dynamic, this);
                if (site == null) {
                    code.with(dynamic);
                } else {
                    code.invokedynamic(site);
                }
            }
            case InvokeInstruction invoke -> invoke(code, invoke);
            case ReturnInstruction result when start != null -> {
                leave(code);
                code.with(result);
            }
            default -> code.with(element);
        }
    }

    @Override
    public void atEnd(CodeBuilder code) {
        Label end = code.newBoundLabel();
        calls.handlers(code);
        catches.forEach(code::with);
        if (start != null) {
            Label handler = code.newBoundLabel();
            leave(code);
            code.athrow();
            code.exceptionCatchAll(start, end, handler);
        }
    }

    /** The class has to be initialised, by this thread if no other has begun. */
    private void useOwn(CodeBuilder code) {
        if (initialiser != NO_INITIALISER && !onlyMonitors) {
            code.loadConstant(initialiser)
                    .loadConstant(site(ThreadOperation.INITIALISE, selfName, "", ""))
                    .invokestatic(CLASSES, "use", USE);
        }
    }

    /** Another class has to be initialised; the place says which. */
    private void touch(CodeBuilder code, int site) {
        code.ldc(self).loadConstant(site).invokestatic(CLASSES, "touch", ON_CLASS);
    }

    private void leave(CodeBuilder code) {
        if (locks) {
            unlock(code);
        } else {
            Weaver.initialised(code, self);
        }
    }

    private void lockObject(CodeBuilder code) {
        if (isStatic) {
            code.ldc(self);
        } else {
            code.aload(0);
        }
    }

    private void unlock(CodeBuilder code) {
        lockObject(code);
        code.loadConstant(site(ThreadOperation.EXIT, "", "", isStatic ? "class" : "this"));
        code.invokestatic(Weaver.HOOKS, "exit", ON_OBJECT);
    }

    int site(ThreadOperation operation, String owner, String name, String hint) {
        return site(operation, owner, name, hint, false);
    }

    /** Where a method is called; the descriptor is empty if none can override it. */
    int callSite(String owner, String name, String descriptor, String hint) {
        int site =
                HookSite.add(
                        ThreadOperation.CALL,
                        owner,
                        name,
                        descriptor,
                        selfName,
                        file,
                        line,
                        hint,
                        false);
        if (waitsOnce) {
            HookSite.of(site).waitsOnce();
        }
        return site;
    }

    private int site(
            ThreadOperation operation, String owner, String name, String hint, boolean making) {
        return HookSite.add(operation, owner, name, "", selfName, file, line, hint, making);
    }

    private void field(CodeBuilder code, FieldInstruction field) {
        String owner = field.owner().asInternalName();
        String name = field.name().stringValue();
        boolean isStaticField =
                field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
        if (isStaticField && !owner.startsWith("java/") && !isMovedInitialiser) {
            if (owner.equals(selfName)) {
                if (!isStatic && !inConstructor && fixed(owner, name)) {
                    useOwn(code);
                }
            } else if (name.contains("$")) {
                touch(code, site(ThreadOperation.READ, owner, name, ""));
            }
        }
        if (!name.contains("$") && !owner.startsWith("java/") && !fixed(owner, name)) {
            boolean put = field.opcode() == Opcode.PUTFIELD || field.opcode() == Opcode.PUTSTATIC;
            ThreadOperation operation = put ? ThreadOperation.WRITE : ThreadOperation.READ;
            boolean own = owner.equals(selfName);
            switch (field.opcode()) {
                case GETSTATIC, PUTSTATIC -> {
                    code.ldc(self).loadConstant(site(operation, owner, name, ""));
                    code.invokestatic(Weaver.HOOKS, "statics", ON_CLASS);
                }
                case GETFIELD -> {
                    code.dup().loadConstant(site(operation, owner, name, hints.object()));
                    code.invokestatic(Weaver.HOOKS, "field", ON_OBJECT);
                }
                default -> {
                    if (!(constructing && own)) {
                        boolean making = inConstructor && own;
                        put(code, field, site(operation, owner, name, hints.object(), making));
                    }
                }
            }
        }
        code.with(field);
    }

    private boolean fixed(String owner, String name) {
        return owner.equals(selfName)
                && model.fields().stream()
                        .anyMatch(field ->
                                field.fieldName().equalsString(name)
                                        && field.flags().has(AccessFlag.FINAL)
                                        && field.flags().has(AccessFlag.STATIC));
    }

    private static void put(CodeBuilder code, FieldInstruction field, int site) {
        TypeKind kind = TypeKind.from(field.typeSymbol());
        if (kind.slotSize() == 1) {
            code.dup2().pop().loadConstant(site);
            code.invokestatic(Weaver.HOOKS, "field", ON_OBJECT);
        } else {
            int value = code.allocateLocal(kind);
            code.storeLocal(kind, value).dup().loadConstant(site);
            code.invokestatic(Weaver.HOOKS, "field", ON_OBJECT).loadLocal(kind, value);
        }
    }

    private void arrayStore(CodeBuilder code, ArrayStoreInstruction store) {
        TypeKind kind = store.typeKind().asLoadable();
        int value = code.allocateLocal(kind);
        code.storeLocal(kind, value);
        code.dup2().loadConstant(site(ThreadOperation.WRITE, "", "", hints.object()));
        code.invokestatic(Weaver.HOOKS, "element", ON_ELEMENT);
        code.loadLocal(kind, value).with(store);
    }

    private void monitor(CodeBuilder code, MonitorInstruction monitor) {
        boolean enters = monitor.opcode() == Opcode.MONITORENTER;
        ThreadOperation operation = enters ? ThreadOperation.ENTER : ThreadOperation.EXIT;
        code.loadConstant(site(operation, "", "", enters ? hints.object() : ""));
        code.invokestatic(Weaver.HOOKS, enters ? "enter" : "exit", ON_OBJECT);
    }

    private void invoke(CodeBuilder code, InvokeInstruction invoke) {
        String owner = invoke.owner().asInternalName();
        String name = invoke.name().stringValue();
        String type = invoke.type().stringValue();
        waitsOnce = WaitLoops.waits(invoke) && !waitLoops.next() && !onlyMonitors;
        if (!onlyMonitors && OutsideHooks.wants(owner, name, type)) {
            code.loadConstant(site(ThreadOperation.CALL, owner, name, ""));
            code.invokestatic(Weaver.OUTSIDE, "outside", MethodTypeDesc.of(CD_void, CD_int));
        }
        if (!onlyMonitors && OutsideHooks.isCollected(owner, name)) {
            code.invokestatic(Weaver.OUTSIDE, "collected", ConstantDescs.MTD_void);
        }
        if (!onlyMonitors && ListHooks.copies(owner, name, type)) {
            int site = callSite("java/util/Collection", "iterator", "", "");
            code.dup().loadConstant(site).invokestatic(LISTS, "copied", ON_OBJECT);
        }
        if (invoke.opcode() == Opcode.INVOKESPECIAL && name.equals("<init>")) {
            code.with(invoke);
            if (makesConstants
                    && hints.made()
                    && (owner.equals(selfName) || owner.startsWith(selfName + "$"))) {
                code.invokestatic(CONSTANTS, "constant", CONSTANT)
                        .checkcast(invoke.owner().asSymbol());
            } else if (!onlyMonitors && hints.made() && named(owner)) {
                int site = site(ThreadOperation.BEGIN, owner, name, "");
                hints.madeAt(site);
                code.dup().loadConstant(site).invokestatic(Weaver.HOOKS, "made", ON_OBJECT);
            } else if (owner.equals(selfName)
                    || model.superclass()
                            .map(s -> s.asInternalName().equals(owner))
                            .orElse(false)) {
                constructing = false;
            }
        } else if (owner.equals("java/lang/Class") && name.equals("forName")) {
            forName(code, invoke, type);
        } else if (owner.equals("java/lang/invoke/MethodHandles$Lookup")
                && STATIC_HANDLES.contains(name)) {
            staticHandle(code, invoke);
        } else if (owner.equals("java/util/concurrent/TimeUnit") && name.equals("timedWait")) {
            code.loadConstant(site(ThreadOperation.WAIT, "", name, hints.object()));
            code.invokestatic(Weaver.HOOKS, "timedWait", TIMED_WAIT);
        } else if (!signal(code, name, type) && !standIn(code, owner, name)) {
            if (!onlyMonitors && calls.wants(invoke)) {
                calls.call(code, invoke, hints.object());
            } else {
                code.with(invoke);
            }
        }
    }

    /** Class.forName, which initialises the class unless told not to. */
    private static void forName(CodeBuilder code, InvokeInstruction invoke, String type) {
        boolean told = type.contains("Z");
        int initialise = code.allocateLocal(TypeKind.INT);
        if (told) {
            int loader = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(loader).dup().istore(initialise).aload(loader);
        } else {
            code.loadConstant(type.startsWith("(Ljava/lang/String;") ? 1 : 0).istore(initialise);
        }
        code.with(invoke).dup().iload(initialise).invokestatic(CLASSES, "found", FOUND);
    }

    /**
     * What finds a static variable, which the JVM initialises when it is first used; here at once,
     * since its uses do not tell the class. The class is the first of three arguments.
     */
    private static void staticHandle(CodeBuilder code, InvokeInstruction invoke) {
        int name = code.allocateLocal(TypeKind.REFERENCE);
        int type = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(type).astore(name);
        code.dup().iconst_1().invokestatic(CLASSES, "found", FOUND);
        code.aload(name).aload(type).with(invoke);
    }

    /** Whether a report may have to call an object of that class by a name. */
    private static boolean named(String type) {
        return (!type.startsWith("java/lang/") || type.equals("java/lang/Object"))
                && !type.endsWith("Exception")
                && !type.endsWith("Error");
    }

    /** wait, notify and notifyAll. */
    private boolean signal(CodeBuilder code, String name, String type) {
        switch (name + type) {
            case "wait()V" -> code.lconst_0().iconst_0();
            case "wait(J)V" -> code.iconst_0();
            case "wait(JI)V" -> {}
            case "notify()V" -> code.iconst_0();
            case "notifyAll()V" -> code.iconst_1();
            default -> {
                return false;
            }
        }
        boolean waits = name.equals("wait");
        ThreadOperation operation =
                waits
                        ? ThreadOperation.WAIT
                        : name.equals("notify")
                                ? ThreadOperation.NOTIFY
                                : ThreadOperation.NOTIFY_ALL;
        int site = site(operation, "", name, hints.object());
        if (waitsOnce) {
            HookSite.of(site).waitsOnce();
        }
        code.loadConstant(site);
        code.invokestatic(Weaver.HOOKS, waits ? "await" : "tell", waits ? AWAIT : TELL);
        return true;
    }

    private static boolean standIn(CodeBuilder code, String owner, String name) {
        switch (owner + "." + name) {
            case "java/lang/System.nanoTime", "java/lang/System.currentTimeMillis" ->
                    code.invokestatic(Weaver.OUTSIDE, name, MethodTypeDesc.of(CD_long));
            case "java/lang/Thread.onSpinWait" ->
                    code.invokestatic(Weaver.HOOKS, "spin", MethodTypeDesc.of(CD_boolean)).pop();
            case "java/lang/System.exit" ->
                    code.invokestatic(Weaver.OUTSIDE, "exit", MethodTypeDesc.of(CD_void, CD_int));
            case "java/lang/Thread.holdsLock" ->
                    code.invokestatic(
                            Weaver.HOOKS, "holds", MethodTypeDesc.of(CD_boolean, CD_Object));
            default -> {
                return false;
            }
        }
        return true;
    }
}
