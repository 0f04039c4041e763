package dev.hocket.check.weave;

import dev.hocket.check.schedule.HookSite;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns references to methods of the JDK that threads share, {@code queue::take}, into lambdas,
 * whose call can have hooks like any other.
 */
public final class MethodReferences {
    private record Wrapper(
            String name, DirectMethodHandleDesc method, MethodTypeDesc type, int site) {}

    private final ClassDesc self;
    private final boolean isInterface;
    private final InheritedMethods inherited;
    private final List<Wrapper> wrappers = new ArrayList<>();

    MethodReferences(ClassDesc self, boolean isInterface, InheritedMethods inherited) {
        this.inherited = inherited;
        this.self = self;
        this.isInterface = isInterface;
    }

    /**
     * The call site with a lambda instead of the reference, or null where there is nothing to
     * change.
     */
    @Nullable DynamicCallSiteDesc replace(InvokeDynamicInstruction site, CodeWeaver by) {
        DirectMethodHandleDesc bootstrap = site.bootstrapMethod();
        List<ConstantDesc> arguments = site.bootstrapArgs();
        if (!bootstrap.owner().displayName().equals("LambdaMetafactory")
                || arguments.size() < 3
                || !(arguments.get(1) instanceof DirectMethodHandleDesc method)
                || !wants(method)) {
            return null;
        }
        String name = "$hocket$ref$" + wrappers.size();
        MethodTypeDesc type = method.invocationType();
        int number =
                by.callSite(
                        Objects.requireNonNull(owner(method)),
                        method.methodName(),
                        method.lookupDescriptor(),
                        "");
        if (WaitLoops.waits(internalName(method), method.methodName(), "")) {
            HookSite.of(number).waitsOnce();
        }
        wrappers.add(new Wrapper(name, method, type, number));
        List<ConstantDesc> replaced = new ArrayList<>(arguments);
        replaced.set(
                1,
                MethodHandleDesc.ofMethod(
                        isInterface
                                ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                                : DirectMethodHandleDesc.Kind.STATIC,
                        self,
                        name,
                        type));
        return DynamicCallSiteDesc.of(
                bootstrap,
                site.name().stringValue(),
                site.typeSymbol(),
                replaced.toArray(ConstantDesc[]::new));
    }

    private boolean wants(DirectMethodHandleDesc method) {
        boolean instance =
                switch (method.kind()) {
                    case VIRTUAL, INTERFACE_VIRTUAL -> true;
                    default -> false;
                };
        String owner = instance ? owner(method) : null;
        return owner != null && CallWeaver.wants(owner, method.methodName(), false);
    }

    /** The class of the JDK that has the method, or null if none has. */
    private @Nullable String owner(DirectMethodHandleDesc method) {
        return inherited.from(internalName(method), method.methodName(), method.lookupDescriptor());
    }

    private static String internalName(DirectMethodHandleDesc method) {
        String descriptor = method.owner().descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    /** Adds the methods that the lambdas consist of. */
    void build(ClassBuilder builder) {
        for (Wrapper wrapper : wrappers) {
            builder.withMethodBody(
                    wrapper.name(),
                    wrapper.type(),
                    (isInterface ? ClassFile.ACC_PUBLIC : ClassFile.ACC_PRIVATE)
                            | ClassFile.ACC_STATIC
                            | ClassFile.ACC_SYNTHETIC,
                    code -> body(code, wrapper));
        }
    }

    private static void body(CodeBuilder code, Wrapper wrapper) {
        DirectMethodHandleDesc method = wrapper.method();
        int site = wrapper.site();
        code.aload(0).loadConstant(site).invokestatic(Weaver.HOOKS, "call", CallWeaver.CALL);
        int slot = 0;
        for (ClassDesc parameter : wrapper.type().parameterList()) {
            TypeKind kind = TypeKind.from(parameter).asLoadable();
            code.loadLocal(kind, slot);
            slot += kind.slotSize();
        }
        MethodTypeDesc type = wrapper.type().dropParameterTypes(0, 1);
        if (method.kind() == DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL) {
            code.invokeinterface(method.owner(), method.methodName(), type);
        } else {
            code.invokevirtual(method.owner(), method.methodName(), type);
        }
        if (type.returnType().descriptorString().equals("Z")) {
            code.dup();
        } else {
            code.iconst_1();
        }
        code.aload(0).loadConstant(site);
        code.invokestatic(Weaver.HOOKS, "returned", CallWeaver.RETURNED);
        code.return_(TypeKind.from(type.returnType()).asLoadable());
    }
}
