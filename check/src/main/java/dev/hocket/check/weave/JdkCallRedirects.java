package dev.hocket.check.weave;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Redirects the calls of the JDK that read the clock, spin, park or start a thread, and gives pools
 * a set of workers whose order does not depend on addresses.
 */
public final class JdkCallRedirects implements CodeTransform {
    private static final String POOL = "java/util/concurrent/ThreadPoolExecutor";
    private static final ClassDesc ORDERED = ClassDesc.of("java.util.LinkedHashSet");

    private final String owner;

    /** For the methods of one class. */
    JdkCallRedirects(String owner) {
        this.owner = owner;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof NewObjectInstruction made && isPoolsSet(made.className())) {
            code.new_(ORDERED);
        } else if (element instanceof InvokeInstruction invoke) {
            call(code, invoke);
        } else {
            code.with(element);
        }
    }

    private boolean isPoolsSet(ClassEntry type) {
        return owner.equals(POOL) && type.asInternalName().equals("java/util/HashSet");
    }

    private void call(CodeBuilder code, InvokeInstruction invoke) {
        String name = invoke.name().stringValue();
        switch (invoke.owner().asInternalName() + "." + name) {
            case "java/lang/System.nanoTime", "java/lang/System.currentTimeMillis" ->
                    code.invokestatic(Weaver.OUTSIDE, name, MethodTypeDesc.of(CD_long));
            case "jdk/internal/misc/VM.getNanoTimeAdjustment" -> sinceSeconds(code, invoke);
            case "java/lang/Thread.onSpinWait", "java/lang/Thread.yield" ->
                    code.invokestatic(Weaver.HOOKS, "spinInside", MethodTypeDesc.of(CD_void));
            case "java/util/HashSet.<init>" -> {
                if (isPoolsSet(invoke.owner())) {
                    code.invokespecial(ORDERED, "<init>", invoke.typeSymbol());
                } else {
                    code.with(invoke);
                }
            }
            case "java/lang/Thread.start0" -> start(code, invoke);
            case "jdk/internal/misc/Unsafe.park" -> unsafePark(code, invoke);
            case "jdk/internal/misc/Unsafe.unpark" -> unsafeUnpark(code, invoke);
            case "java/lang/Runnable.run" -> {
                JdkEdits.task(code);
                code.with(invoke);
                JdkEdits.task(code);
            }
            default -> code.with(invoke);
        }
    }

    private static void sinceSeconds(CodeBuilder code, InvokeInstruction invoke) {
        Label done = code.newLabel();
        int seconds = code.allocateLocal(TypeKind.LONG);
        int virtual = code.allocateLocal(TypeKind.LONG);
        code.lstore(seconds).lload(seconds);
        code.invokestatic(Weaver.OUTSIDE, "sinceSeconds", MethodTypeDesc.of(CD_long, CD_long));
        code.dup2().lstore(virtual).lload(virtual).loadConstant(-1L).lcmp().ifne(done);
        code.pop2().lload(seconds).with(invoke).labelBinding(done);
    }

    private static void start(CodeBuilder code, InvokeInstruction invoke) {
        Label real = code.newLabel();
        Label done = code.newLabel();
        code.dup().invokestatic(Weaver.HOOKS, "start", JdkEdits.ASK_THREAD).ifeq(real);
        code.pop().goto_(done).labelBinding(real).with(invoke).labelBinding(done);
    }

    private static void unsafePark(CodeBuilder code, InvokeInstruction invoke) {
        Label done = code.newLabel();
        int time = code.allocateLocal(TypeKind.LONG);
        int absolute = code.allocateLocal(TypeKind.INT);
        Label real = code.newLabel();
        code.lstore(time).istore(absolute).iload(absolute).lload(time);
        code.invokestatic(Weaver.HOOKS, "park", MethodTypeDesc.of(CD_boolean, CD_boolean, CD_long));
        code.ifeq(real).pop().goto_(done).labelBinding(real);
        code.iload(absolute).lload(time).with(invoke).labelBinding(done);
    }

    private static void unsafeUnpark(CodeBuilder code, InvokeInstruction invoke) {
        Label done = code.newLabel();
        Label real = code.newLabel();
        int thread = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(thread).aload(thread);
        code.invokestatic(Weaver.HOOKS, "unparkAny", MethodTypeDesc.of(CD_boolean, CD_Object));
        code.ifeq(real).pop().goto_(done).labelBinding(real);
        code.aload(thread).with(invoke).labelBinding(done);
    }
}
