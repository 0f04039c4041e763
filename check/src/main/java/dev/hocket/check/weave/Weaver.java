package dev.hocket.check.weave;

import dev.hocket.check.hooks.ControlHooks;
import dev.hocket.check.hooks.OutsideHooks;
import dev.hocket.check.schedule.ClassInitialiser;
import dev.hocket.check.schedule.ControlProblems;
import dev.hocket.check.schedule.HookSite;
import dev.hocket.check.schedule.LibraryPackages;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.AccessFlag;
import java.security.ProtectionDomain;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts hooks into the classes of the test and of what it uses, as they are loaded; the JDK's own
 * get the few that {@link JdkEdits} lists. Static initialisers move into a method that {@code
 * InitialisationModel} runs again in each schedule.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point here
public final class Weaver implements ClassFileTransformer {
    static final ClassDesc HOOKS = ClassDesc.of(ControlHooks.class.getName());
    static final ClassDesc OUTSIDE = ClassDesc.of(OutsideHooks.class.getName());
    private static final MethodTypeDesc ON_CLASS =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Class);

    /** Older classes cannot have the constants that hooks need; otherwise the two are alike. */
    private static final int FIRST_WITH_CLASS_CONSTANTS = ClassFile.JAVA_5_VERSION;

    private volatile @Nullable Thread busy;
    private @Nullable MethodReferences references;
    private final InheritedMethods inherited;
    private final ClassLoader loader;
    private int initialiser = CodeWeaver.NO_INITIALISER;

    /** For all classes. */
    public Weaver() {
        this(ClassLoader.getSystemClassLoader());
    }

    private Weaver(ClassLoader loader) {
        this.loader = loader;
        inherited = new InheritedMethods(loader);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || busy == Thread.currentThread()) {
            return null;
        }
        boolean jdk = wantedOfJdk(name);
        if (!jdk && (loader == null || LibraryPackages.contain(name))) {
            return null;
        }
        busy = Thread.currentThread();
        try {
            return jdk ? JdkEdits.edit(name, bytes) : weave(Objects.requireNonNull(loader), bytes);
        } catch (RuntimeException | LinkageError e) {
            ControlProblems.add(
                    "Class "
                            + name.replace('/', '.')
                            + " could not be brought under control: "
                            + e);
            return null;
        } finally {
            busy = null;
        }
    }

    /**
     * Loads all that weaving needs, so that no class is loaded in the middle of it that would have
     * to be woven.
     */
    public static void warmUp() throws IOException {
        try (InputStream in =
                ClassLoader.getSystemResourceAsStream("java/util/TimerThread.class")) {
            byte[] bytes = Objects.requireNonNull(in).readAllBytes();
            wantedOfJdk("java/util/TimerThread");
            JdkEdits.edit("java/util/TimerThread", bytes);
            weave(ClassLoader.getSystemClassLoader(), bytes);
            String some = InheritedMethods.class.getName().replace('.', '/');
            new InheritedMethods(ClassLoader.getSystemClassLoader()).from(some, "toString", "()V");
        }
    }

    private static boolean wantedOfJdk(String name) {
        return name.startsWith("java/") && JdkEdits.wants(name);
    }

    static byte[] weave(ClassLoader loader, byte[] bytes) {
        ClassFile file = classFile(loader);
        ClassModel model = file.parse(bytes);
        InheritedMethods.learn(model);
        return file.build(
                model.thisClass().asSymbol(),
                builder -> new Weaver(loader).rewrite(model, builder));
    }

    static ClassFile classFile(@Nullable ClassLoader loader) {
        ClassHierarchyResolver resolver = ClassHierarchyResolver.defaultResolver();
        if (loader != null) {
            resolver =
                    ClassHierarchyResolver.ofResourceParsing(loader)
                            .orElse(resolver)
                            .orElse(InheritedMethods::hierarchy);
        }
        return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver.cached()));
    }

    private void rewrite(ClassModel model, ClassBuilder builder) {
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        boolean isEnum = model.flags().has(AccessFlag.ENUM);
        boolean resets = !isInterface && (!isEnum || EnumState.hasState(model)) && hasState(model);
        String type = model.thisClass().asInternalName();
        initialiser =
                resets
                        ? ClassInitialiser.add(
                                        loader, type.replace('/', '.'), SimpleCode.only(model))
                                .number
                        : CodeWeaver.NO_INITIALISER;
        String file =
                model.findAttribute(java.lang.classfile.Attributes.sourceFile())
                        .map((SourceFileAttribute source) -> source.sourceFile().stringValue())
                        .orElse("");
        boolean initialised = false;
        references = new MethodReferences(model.thisClass().asSymbol(), isInterface, inherited);
        for (ClassElement element : model) {
            if (element instanceof MethodModel method) {
                initialised |= isInitialiser(method);
                rewrite(model, builder, method, file, isInitialiser(method) && resets);
            } else if (element instanceof FieldModel field
                    && ((resets && variable(field)) || (isEnum && EnumState.ofConstant(field)))) {
                unfinal(model, builder, field);
            } else if (element instanceof ClassFileVersion version
                    && version.majorVersion() < FIRST_WITH_CLASS_CONSTANTS) {
                builder.withVersion(FIRST_WITH_CLASS_CONSTANTS, 0);
            } else {
                builder.with(element);
            }
        }
        MethodReferences made = references;
        if (made != null) {
            made.build(builder);
        }
        if (resets) {
            addReset(model, builder, initialised);
        }
    }

    /** Whether the class has a static initialiser, or static variables. */
    private static boolean hasState(ClassModel model) {
        return model.methods().stream().anyMatch(Weaver::isInitialiser)
                || model.fields().stream().anyMatch(Weaver::variable);
    }

    private static boolean isInitialiser(MethodModel method) {
        return method.methodName().equalsString("<clinit>");
    }

    private static boolean variable(FieldModel field) {
        return field.flags().has(AccessFlag.STATIC)
                && field.findAttribute(java.lang.classfile.Attributes.constantValue()).isEmpty();
    }

    private static void unfinal(ClassModel model, ClassBuilder builder, FieldModel field) {
        int flags = field.flags().flagsMask();
        if (field.flags().has(AccessFlag.FINAL)) {
            HookSite.wasFinal(model.thisClass().asInternalName(), field.fieldName().stringValue());
        }
        builder.transformField(
                field,
                (all, element) -> {
                    if (element instanceof java.lang.classfile.AccessFlags) {
                        all.withFlags(flags & ~ClassFile.ACC_FINAL);
                    } else {
                        all.with(element);
                    }
                });
    }

    private CodeWeaver weaver(
            ClassModel model,
            MethodModel method,
            java.lang.classfile.CodeModel code,
            String file,
            boolean locks,
            boolean moved) {
        CodeWeaver weaver = new CodeWeaver(model, method, code, file, locks);
        weaver.references = references;
        weaver.inherited = inherited;
        weaver.initialises = isInitialiser(method) && !moved;
        weaver.initialiser = initialiser;
        weaver.isMovedInitialiser = moved;
        weaver.makesConstants = moved && model.flags().has(AccessFlag.ENUM);
        return weaver;
    }

    private void rewrite(
            ClassModel model,
            ClassBuilder builder,
            MethodModel method,
            String file,
            boolean moved) {
        int flags = method.flags().flagsMask();
        boolean locks = method.flags().has(AccessFlag.SYNCHRONIZED) && method.code().isPresent();
        int kept =
                moved
                        ? ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC
                        : locks ? flags & ~ClassFile.ACC_SYNCHRONIZED : flags;
        builder.withMethod(
                moved ? ClassInitialiser.INITIALISER : method.methodName().stringValue(),
                method.methodTypeSymbol(),
                kept,
                methods -> {
                    for (var element : method) {
                        if (element instanceof java.lang.classfile.CodeModel code) {
                            methods.transformCode(
                                    code, weaver(model, method, code, file, locks, moved));
                        } else if (!(element instanceof java.lang.classfile.AccessFlags)) {
                            methods.with(element);
                        }
                    }
                });
    }

    /**
     * Adds the method that makes all static fields what they were when the class was initialised.
     */
    private static void addReset(ClassModel model, ClassBuilder builder, boolean initialiser) {
        ClassDesc self = model.thisClass().asSymbol();
        builder.withMethodBody(
                ClassInitialiser.RESET,
                ConstantDescs.MTD_void,
                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> {
                    for (FieldModel field : model.fields()) {
                        if (variable(field)) {
                            ClassDesc type = field.fieldTypeSymbol();
                            ZeroValue.push(code, type);
                            code.putstatic(self, field.fieldName().stringValue(), type);
                        }
                    }
                    if (initialiser) {
                        code.invokestatic(
                                self, ClassInitialiser.INITIALISER, ConstantDescs.MTD_void);
                    }
                    code.return_();
                });
    }

    /** A static initialiser has ended whose class is not to be reset. */
    static void initialised(CodeBuilder code, ClassDesc type) {
        code.ldc(type).invokestatic(HOOKS, "kept", ON_CLASS);
    }
}
