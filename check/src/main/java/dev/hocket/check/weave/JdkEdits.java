package dev.hocket.check.weave;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.hocket.check.hooks.DebugHooks;
import dev.hocket.check.schedule.DebugBaton;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The few places of the JDK where control has to be taken: threads, parking, the clock as
 * java.util.concurrent reads it, and where tasks change hands. Each edit asks a hook first and
 * leaves the JDK's code as it is for threads that are not under control.
 */
public final class JdkEdits {
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final ClassDesc BATON = ClassDesc.of(DebugHooks.class.getName());
    private static final ClassDesc RUNNABLE = ClassDesc.of("java.lang.Runnable");
    private static final ClassDesc STATE = ClassDesc.of("java.lang.Thread$State");
    private static final ClassDesc DURATION = ClassDesc.of("java.time.Duration");
    static final MethodTypeDesc ASK_THREAD = MethodTypeDesc.of(CD_boolean, THREAD);
    private static final MethodTypeDesc COUNT_THREAD = MethodTypeDesc.of(CD_int, THREAD);
    private static final int NOT_APPLICABLE = 2;

    private static final String LOCKS = "java/util/concurrent/locks/LockSupport.";
    private static final MethodTypeDesc NONE = MethodTypeDesc.of(CD_boolean);

    /** Methods at whose start something is asked, by class, name and descriptor. */
    private static final Map<String, Consumer<CodeBuilder>> PREFIXES =
            Map.ofEntries(
                    Map.entry("java/lang/Thread.start()V", JdkEdits::starting),
                    Map.entry(
                            "java/lang/Thread.start(Ljdk/internal/vm/ThreadContainer;)V",
                            JdkEdits::starting),
                    Map.entry("java/lang/Thread.sleepNanos(J)V", JdkEdits::sleep),
                    Map.entry("java/lang/Thread.yield()V", code -> ask(code, "spin", NONE)),
                    Map.entry("java/lang/Thread.join(J)V", JdkEdits::join),
                    Map.entry("java/lang/Thread.join(Ljava/time/Duration;)Z", JdkEdits::joinFor),
                    Map.entry("java/lang/Thread.alive()Z", code -> answer(code, "alive")),
                    Map.entry(
                            "java/lang/Thread.threadState()Ljava/lang/Thread$State;",
                            JdkEdits::state),
                    Map.entry("java/lang/Thread.interrupt()V", code -> askSelf(code, "interrupt")),
                    Map.entry(
                            "java/lang/Thread.getAndClearInterrupt()Z",
                            code -> answer(code, "clearInterrupt")),
                    Map.entry("java/lang/VirtualThread.alive()Z", code -> answer(code, "alive")),
                    Map.entry(
                            "java/lang/VirtualThread.threadState()Ljava/lang/Thread$State;",
                            JdkEdits::state),
                    Map.entry(
                            "java/lang/VirtualThread.interrupt()V",
                            code -> askSelf(code, "interrupt")),
                    Map.entry(
                            "java/lang/VirtualThread.getAndClearInterrupt()Z",
                            code -> answer(code, "clearInterrupt")),
                    Map.entry(
                            "java/lang/VirtualThread.start(Ljdk/internal/vm/ThreadContainer;)V",
                            code -> askSelf(code, "startVirtual")),
                    Map.entry(LOCKS + "park()V", code -> park(code, -1, -1, "park")),
                    Map.entry(
                            LOCKS + "park(Ljava/lang/Object;)V", code -> park(code, 0, -1, "park")),
                    Map.entry(LOCKS + "parkNanos(J)V", code -> park(code, -1, 0, "parkNanos")),
                    Map.entry(
                            LOCKS + "parkNanos(Ljava/lang/Object;J)V",
                            code -> park(code, 0, 1, "parkNanos")),
                    Map.entry(LOCKS + "parkUntil(J)V", code -> park(code, -1, 0, "parkUntil")),
                    Map.entry(
                            LOCKS + "parkUntil(Ljava/lang/Object;J)V",
                            code -> park(code, 0, 1, "parkUntil")),
                    Map.entry(
                            LOCKS + "unpark(Ljava/lang/Thread;)V",
                            code -> askSelf(code, "unpark")));

    private static final String RUN_VIRTUAL = "java/lang/VirtualThread.run(Ljava/lang/Runnable;)V";

    /** The same for threads that the JVM starts: {@link DebugBaton}. */
    private static final Map<String, Consumer<CodeBuilder>> WITH_BATON =
            Map.of(
                    RUN_VIRTUAL,
                    JdkEdits::begin,
                    "java/lang/Thread.run()V",
                    JdkEdits::begin,
                    "java/util/concurrent/ForkJoinWorkerThread.run()V",
                    JdkEdits::begin,
                    "java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V",
                    JdkEdits::uncaught,
                    "java/lang/Thread.exit()V",
                    JdkEdits::over);

    /** Methods at whose start and end tasks change hands. */
    private static final Set<String> TASKS =
            Set.of(
                    "java/util/concurrent/FutureTask.run",
                    "java/util/concurrent/FutureTask.runAndReset",
                    "java/util/concurrent/FutureTask.set",
                    "java/util/concurrent/FutureTask.setException",
                    "java/util/concurrent/ForkJoinTask.doExec",
                    "java/util/concurrent/ForkJoinTask.fork",
                    "java/util/concurrent/ForkJoinTask.join",
                    "java/util/concurrent/ForkJoinTask.get",
                    "java/util/concurrent/ForkJoinTask.invoke",
                    "java/util/concurrent/ForkJoinTask.invokeAll",
                    "java/util/concurrent/ForkJoinTask.isDone",
                    "java/util/concurrent/CompletableFuture.get",
                    "java/util/concurrent/CompletableFuture.join",
                    "java/util/concurrent/CompletableFuture.complete",
                    "java/util/concurrent/FutureTask.get",
                    "java/util/concurrent/CountedCompleter.tryComplete",
                    "java/util/concurrent/CountedCompleter.propagateCompletion",
                    "java/util/concurrent/CountedCompleter.addToPendingCount",
                    "java/util/concurrent/CountedCompleter.compareAndSetPendingCount",
                    "java/util/concurrent/CountedCompleter.decrementPendingCountUnlessZero",
                    "java/util/concurrent/ThreadPerTaskExecutor$TaskRunner.run");

    /** Locks the stream while it asks for messages, which the test's code may make. */
    private static final String PRINTS =
            "java/lang/Throwable.printStackTrace(Ljava/lang/Throwable$PrintStreamOrWriter;)V";

    private JdkEdits() {}

    /** Classes of which only the monitors are modelled. */
    private static boolean monitors(String name) {
        return name.startsWith("java/util/Timer")
                || name.equals("java/util/TaskQueue")
                || name.startsWith("java/io/Piped");
    }

    public static boolean wants(String name) {
        return name.startsWith("java/util/concurrent/")
                || name.equals("java/lang/Thread")
                || name.equals("java/lang/VirtualThread")
                || name.equals("java/util/Random")
                || name.equals("java/util/Date")
                || name.equals("java/time/Clock")
                || name.equals("java/lang/Throwable")
                || monitors(name);
    }

    /** Whether anything in a class that is loaded already is edited: most of them have nothing. */
    public static boolean matters(Class<?> type) {
        String name = type.getName();
        return !name.startsWith("java.util.concurrent.")
                || name.contains("Synchronizer")
                || name.contains("Lock$Sync")
                || name.contains("LockSupport")
                || name.contains("Task")
                || name.contains("ForkJoin")
                || name.contains("Completer")
                || name.contains("CompletableFuture")
                || name.contains("Queue")
                || name.contains("Pool")
                || name.contains("Executor")
                || name.contains("StampedLock")
                || name.contains("Phaser")
                || name.contains("Scheduler")
                || name.contains("Publisher")
                || name.contains("Exchanger");
    }

    static byte @Nullable [] edit(String name, byte[] bytes) {
        if (!wants(name)) {
            return null;
        }
        ClassFile file = Weaver.classFile(null);
        ClassModel model = file.parse(bytes);
        return file.build(
                model.thisClass().asSymbol(),
                builder -> {
                    for (var element : model) {
                        if (element instanceof MethodModel method && method.code().isPresent()) {
                            builder.transformMethod(
                                    method,
                                    (methods, part) -> {
                                        if (part instanceof CodeModel code) {
                                            methods.transformCode(code, edit(model, method, code));
                                        } else if (part instanceof java.lang.classfile.AccessFlags
                                                && monitors(name)) {
                                            methods.withFlags(
                                                    method.flags().flagsMask()
                                                            & ~ClassFile.ACC_SYNCHRONIZED);
                                        } else {
                                            methods.with(part);
                                        }
                                    });
                        } else {
                            builder.with(element);
                        }
                    }
                });
    }

    private static CodeTransform edit(ClassModel model, MethodModel method, CodeModel code) {
        String owner = model.thisClass().asInternalName();
        String name = owner + "." + method.methodName().stringValue();
        String full = name + method.methodType().stringValue();
        if (monitors(owner) || full.equals(PRINTS)) {
            return CodeWeaver.monitorsOnly(model, method, code);
        }
        Consumer<CodeBuilder> prefix = prefix(full);
        boolean ends = DebugBaton.WANTED && full.equals(RUN_VIRTUAL);
        boolean task = TASKS.contains(name);
        boolean sync = synchronizes(method, owner);
        CodeTransform calls = new JdkCallRedirects(owner);
        boolean makesVirtual = full.startsWith("java/lang/VirtualThread.<init>");
        return calls.andThen(
                new CodeTransform() {
                    @Override
                    public void atStart(CodeBuilder builder) {
                        if (prefix != null) {
                            prefix.accept(builder);
                        }
                        hooks(builder, task, sync, "syncing");
                    }

                    @Override
                    public void accept(CodeBuilder builder, CodeElement element) {
                        if (element instanceof ReturnInstruction) {
                            hooks(builder, task, sync, "sync");
                            if (makesVirtual) {
                                made(builder);
                            }
                            if (ends) {
                                over(builder);
                            }
                        }
                        builder.with(element);
                    }
                });
    }

    private static @Nullable Consumer<CodeBuilder> prefix(String method) {
        return DebugBaton.WANTED && WITH_BATON.containsKey(method)
                ? WITH_BATON.get(method)
                : PREFIXES.get(method);
    }

    static void begin(CodeBuilder code) {
        code.invokestatic(BATON, "begin", MethodTypeDesc.of(CD_void));
    }

    private static void over(CodeBuilder code) {
        code.invokestatic(BATON, "over", MethodTypeDesc.of(CD_void));
    }

    private static void uncaught(CodeBuilder code) {
        Label otherwise = code.newLabel();
        MethodTypeDesc type = MethodTypeDesc.of(CD_boolean, CD_Throwable);
        code.aload(1).invokestatic(BATON, "uncaught", type).ifeq(otherwise).return_();
        code.labelBinding(otherwise);
    }

    private static void hooks(CodeBuilder code, boolean task, boolean sync, String hook) {
        if (task) {
            task(code);
        }
        if (sync) {
            code.aload(0);
            code.invokestatic(Weaver.HOOKS, hook, MethodTypeDesc.of(CD_void, CD_Object));
        }
    }

    static void task(CodeBuilder code) {
        code.invokestatic(Weaver.HOOKS, "task", MethodTypeDesc.of(CD_void));
    }

    /**
     * What acquires and releases the synchronizer that most locks of the JDK, and those of tests,
     * are made of.
     */
    private static boolean synchronizes(MethodModel method, String owner) {
        String name = method.methodName().stringValue();
        if (owner.endsWith("Lock$Sync")) {
            return name.startsWith("lock") || (name.startsWith("try") && name.contains("Lock"));
        }
        return owner.startsWith("java/util/concurrent/locks/AbstractQueued")
                && owner.endsWith("Synchronizer")
                && (name.startsWith("acquire")
                        || name.startsWith("tryAcquire")
                        || name.startsWith("release"));
    }

    private static void made(CodeBuilder code) {
        code.aload(0).aload(4);
        code.invokestatic(Weaver.HOOKS, "virtual", MethodTypeDesc.of(CD_void, THREAD, RUNNABLE));
    }

    private static void starting(CodeBuilder code) {
        code.aload(0).invokestatic(Weaver.HOOKS, "starting", MethodTypeDesc.of(CD_void, THREAD));
    }

    private static void sleep(CodeBuilder code) {
        code.lload(0);
        ask(code, "sleep", MethodTypeDesc.of(CD_boolean, CD_long));
    }

    /** Returns if the hook says that it has done it all. */
    private static void ask(CodeBuilder code, String hook, MethodTypeDesc type) {
        Label otherwise = code.newLabel();
        code.invokestatic(Weaver.HOOKS, hook, type).ifeq(otherwise).return_();
        code.labelBinding(otherwise);
    }

    private static void askSelf(CodeBuilder code, String hook) {
        code.aload(0);
        ask(code, hook, ASK_THREAD);
    }

    /** Returns what the hook says, unless it says that it does not know. */
    private static void answer(CodeBuilder code, String hook) {
        code.aload(0).invokestatic(Weaver.HOOKS, hook, COUNT_THREAD);
        answer(code, true);
    }

    private static void answer(CodeBuilder code, boolean value) {
        Label otherwise = code.newLabel();
        int result = code.allocateLocal(TypeKind.INT);
        code.istore(result).iload(result).loadConstant(NOT_APPLICABLE).if_icmpeq(otherwise);
        if (value) {
            code.iload(result).ireturn();
        } else {
            code.return_();
        }
        code.labelBinding(otherwise);
    }

    private static void join(CodeBuilder code) {
        code.aload(0).lload(1);
        code.invokestatic(Weaver.HOOKS, "join", MethodTypeDesc.of(CD_int, THREAD, CD_long));
        answer(code, false);
    }

    private static void joinFor(CodeBuilder code) {
        code.aload(0).aload(1);
        code.invokestatic(Weaver.HOOKS, "join", MethodTypeDesc.of(CD_int, THREAD, DURATION));
        answer(code, true);
    }

    private static void state(CodeBuilder code) {
        Label otherwise = code.newLabel();
        int result = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(0).invokestatic(Weaver.HOOKS, "state", MethodTypeDesc.of(STATE, THREAD));
        code.astore(result).aload(result).ifnull(otherwise).aload(result).areturn();
        code.labelBinding(otherwise);
    }

    private static void park(CodeBuilder code, int blocker, int time, String hook) {
        if (blocker < 0) {
            code.aconst_null();
        } else {
            code.aload(blocker);
        }
        if (time >= 0) {
            code.lload(time);
        }
        ask(
                code,
                hook,
                time < 0
                        ? MethodTypeDesc.of(CD_boolean, CD_Object)
                        : MethodTypeDesc.of(CD_boolean, CD_Object, CD_long));
    }
}
