package dev.hocket.check;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of every version are brought under control, from those of the first JDK on. */
class ClassVersionTest {
    private static final int FIRST = 45;
    private static final int LAST = 69;
    private static final int FIRST_WITH_FRAMES = 50;
    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
    private static final ClassDesc FAILURE = ClassDesc.of("java.lang.IllegalStateException");
    private static final int PUBLIC_STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;

    @TempDir private Path classes;

    /**
     * A class of that version, of two threads that both add to a static variable which its
     * initialiser sets, and fails if the sum is wrong.
     */
    private static final class Adder {
        private final ClassDesc self;
        private final int version;
        private final boolean locked;

        Adder(String name, int version, boolean locked) {
            this.self = ClassDesc.of(name);
            this.version = version;
            this.locked = locked;
        }

        byte[] bytes() {
            ClassFile.StackMapsOption frames =
                    version < FIRST_WITH_FRAMES
                            ? ClassFile.StackMapsOption.DROP_STACK_MAPS
                            : ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED;
            return ClassFile.of(frames).build(self, this::build);
        }

        private void build(ClassBuilder type) {
            type.withVersion(version, version == FIRST ? 3 : 0)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                    .withSuperclass(THREAD)
                    .withField("sum", CD_int, ClassFile.ACC_STATIC)
                    .withField("lock", CD_Object, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL)
                    .withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, this::initialise)
                    .withMethodBody(INIT_NAME, MTD_void, ClassFile.ACC_PUBLIC, this::make)
                    .withMethodBody("run", MTD_void, ClassFile.ACC_PUBLIC, this::add)
                    .withMethodBody("test", MTD_void, PUBLIC_STATIC, this::test);
        }

        private void initialise(CodeBuilder code) {
            code.loadConstant(10).putstatic(self, "sum", CD_int);
            code.new_(CD_Object).dup().invokespecial(CD_Object, INIT_NAME, MTD_void);
            code.putstatic(self, "lock", CD_Object).return_();
        }

        private void make(CodeBuilder code) {
            code.aload(0).invokespecial(THREAD, INIT_NAME, MTD_void).return_();
        }

        /** Adds once, or not at all; old code leaves the monitor in a subroutine. */
        private void add(CodeBuilder code) {
            Label end = code.newLabel();
            Label leave = code.newLabel();
            code.aload(0).ifnull(end);
            if (locked) {
                code.getstatic(self, "lock", CD_Object).monitorenter();
            }
            code.getstatic(self, "sum", CD_int).iconst_1().iadd().putstatic(self, "sum", CD_int);
            if (locked && version < FIRST_WITH_FRAMES) {
                code.with(DiscontinuedInstruction.JsrInstruction.of(leave));
            } else if (locked) {
                code.getstatic(self, "lock", CD_Object).monitorexit();
            }
            code.labelBinding(end).return_();
            if (locked && version < FIRST_WITH_FRAMES) {
                code.labelBinding(leave).astore(1);
                code.getstatic(self, "lock", CD_Object).monitorexit();
                code.with(DiscontinuedInstruction.RetInstruction.of(1));
            }
        }

        private void test(CodeBuilder code) {
            for (int local = 0; local < 2; local++) {
                code.new_(self).dup().invokespecial(self, INIT_NAME, MTD_void).astore(local);
                code.aload(local).invokevirtual(self, "start", MTD_void);
            }
            for (int local = 0; local < 2; local++) {
                code.aload(local).invokevirtual(THREAD, "join", MTD_void);
            }
            Label right = code.newLabel();
            code.getstatic(self, "sum", CD_int).loadConstant(12).if_icmpeq(right);
            code.new_(FAILURE).dup().invokespecial(FAILURE, INIT_NAME, MTD_void).athrow();
            code.labelBinding(right).return_();
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(classes.resolve(name + ".class"), bytes);
    }

    private Verdict check(String type) throws Exception {
        return Check.named(type, "test")
                .classPath(classes + File.pathSeparator + System.getProperty("java.class.path"))
                .schedules(300)
                .run();
    }

    @ParameterizedTest
    @ValueSource(ints = {FIRST, 48, FIRST_WITH_FRAMES, LAST})
    void aBugIsFoundInAClassOfThatVersion(int version) throws Exception {
        write("Adder", new Adder("Adder", version, false).bytes());
        Verdict verdict = check("Adder");
        Finding finding = verdict.finding();
        assertNotNull(finding, () -> version + ": " + verdict.coverage());
        assertEquals(FindingKind.FAILURE, finding.kind(), finding::sentence);
        assertEquals(List.of(), verdict.coverage().notes());
    }

    /** One test that runs a class of each version after the other. */
    @Test
    void classesOfAllVersionsRunTogether() throws Exception {
        List<String> names =
                IntStream.rangeClosed(FIRST, LAST).mapToObj(version -> "Adder" + version).toList();
        for (int version = FIRST; version <= LAST; version++) {
            write("Adder" + version, new Adder("Adder" + version, version, true).bytes());
        }
        byte[] all =
                ClassFile.of()
                        .build(
                                ClassDesc.of("AllVersions"),
                                type ->
                                        type.withMethodBody(
                                                "test",
                                                MethodTypeDesc.of(CD_void),
                                                PUBLIC_STATIC,
                                                code -> {
                                                    for (String name : names) {
                                                        ClassDesc each = ClassDesc.of(name);
                                                        code.invokestatic(each, "test", MTD_void);
                                                    }
                                                    code.return_();
                                                }));
        write("AllVersions", all);
        Verdict verdict = check("AllVersions");
        assertNull(verdict.finding(), () -> String.valueOf(verdict.finding()));
        assertEquals(List.of(), verdict.coverage().notes());
    }
}
