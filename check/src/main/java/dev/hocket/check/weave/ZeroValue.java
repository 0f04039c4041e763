package dev.hocket.check.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;

/** The value that a variable has before it is written. */
public final class ZeroValue {
    private ZeroValue() {}

    static void push(CodeBuilder code, ClassDesc type) {
        switch (type.descriptorString().charAt(0)) {
            case 'J' -> code.lconst_0();
            case 'F' -> code.fconst_0();
            case 'D' -> code.dconst_0();
            case 'L', '[' -> code.aconst_null();
            default -> code.iconst_0();
        }
    }
}
