package dev.hocket.check.weave;

import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;

/** What an enum has besides its constants. */
public final class EnumState {
    private EnumState() {}

    /** Whether a schedule could leave anything behind in the enum. */
    static boolean hasState(ClassModel model) {
        boolean bodies = !model.flags().has(AccessFlag.FINAL);
        return bodies
                || model.fields().stream().anyMatch(field -> ofConstant(field) || other(field));
    }

    /** A variable that each constant has. */
    static boolean ofConstant(FieldModel field) {
        return !field.flags().has(AccessFlag.STATIC);
    }

    /** A static variable that is not a constant nor the array of them. */
    private static boolean other(FieldModel field) {
        return !field.flags().has(AccessFlag.ENUM)
                && !field.flags().has(AccessFlag.SYNTHETIC)
                && field.findAttribute(java.lang.classfile.Attributes.constantValue()).isEmpty();
    }
}
