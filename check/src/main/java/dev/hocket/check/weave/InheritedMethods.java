package dev.hocket.check.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the methods that a class of the test's has from the JDK, as {@code class Counter extends
 * AtomicInteger} has {@code set}, from those that it has of its own.
 */
public final class InheritedMethods {
    /**
     * What is known of a class by its name.
     *
     * @param parent the superclass, with slashes
     * @param own names and descriptors of the methods that it declares
     * @param isInterface whether it is an interface
     */
    private record Ancestor(String parent, Set<String> own, boolean isInterface) {}

    private static final Ancestor UNKNOWN = new Ancestor("", Set.of(), false);
    private static final Map<String, Ancestor> KNOWN = new ConcurrentHashMap<>();

    private final ClassLoader loader;

    /** For the classes that are seen by a loader; nothing is loaded. */
    InheritedMethods(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The class of the JDK that a method comes from.
     *
     * @param owner the class that the call names, with slashes
     * @return its name, with slashes; null if a class of the test's declares the method
     */
    @Nullable String from(String owner, String method, String descriptor) {
        String type = owner;
        while (!type.startsWith("java/")) {
            Ancestor known = KNOWN.get(type);
            if (known == null) {
                known = read(type);
                KNOWN.put(type, known);
            }
            if (known.parent().isEmpty() || known.own().contains(method + descriptor)) {
                return null;
            }
            type = known.parent();
        }
        return type;
    }

    /** Takes note of a class that is loaded, which may have been made at run time. */
    static void learn(ClassModel model) {
        KNOWN.put(model.thisClass().asInternalName(), of(model));
    }

    /**
     * What a class extends that no file describes; one that nobody has seen yet is taken to extend
     * nothing.
     */
    static ClassHierarchyInfo hierarchy(ClassDesc type) {
        String descriptor = type.descriptorString();
        Ancestor known =
                KNOWN.getOrDefault(descriptor.substring(1, descriptor.length() - 1), UNKNOWN);
        if (known.isInterface()) {
            return ClassHierarchyInfo.ofInterface();
        }
        return ClassHierarchyInfo.ofClass(
                known.parent().isEmpty()
                        ? ConstantDescs.CD_Object
                        : ClassDesc.ofInternalName(known.parent()));
    }

    private static Ancestor of(ClassModel model) {
        String parent =
                model.superclass().map(superclass -> superclass.asInternalName()).orElse("");
        Set<String> own = new HashSet<>();
        if (!parent.equals("java/lang/Object")) {
            model.methods()
                    .forEach(method ->
                            own.add(
                                    method.methodName().stringValue()
                                            + method.methodType().stringValue()));
        }
        return new Ancestor(parent, own, model.flags().has(AccessFlag.INTERFACE));
    }

    private Ancestor read(String type) {
        try (InputStream in = loader.getResourceAsStream(type + ".class")) {
            if (in == null) {
                return UNKNOWN;
            }
            return of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
