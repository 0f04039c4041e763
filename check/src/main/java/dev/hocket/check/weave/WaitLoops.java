package dev.hocket.check.weave;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the waits of a method that are in a loop, as they must be because a wait may end for no
 * reason, from those that are not.
 */
final class WaitLoops {
    private static final String PARKING = "java/util/concurrent/locks/LockSupport";

    private static final Set<String> CONDITIONS =
            Set.of(
                    "java/util/concurrent/locks/Condition",
                    "java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionObject",
                    "java/util/concurrent/locks/AbstractQueuedLongSynchronizer$ConditionObject");

    private final BitSet looped = new BitSet();
    private int next;

    WaitLoops(CodeModel code) {
        Map<Label, Integer> labels = new HashMap<>();
        List<Integer> waits = new ArrayList<>();
        int at = 0;
        for (CodeElement element : code) {
            at++;
            switch (element) {
                case LabelTarget target -> labels.put(target.label(), at);
                case InvokeInstruction invoke when waits(invoke) -> waits.add(at);
                case BranchInstruction branch -> {
                    Integer back = labels.get(branch.target());
                    if (back != null) {
                        mark(waits, back);
                    }
                }
                default -> {}
            }
        }
    }

    private void mark(List<Integer> waits, int from) {
        for (int i = 0; i < waits.size(); i++) {
            if (waits.get(i) > from) {
                looped.set(i);
            }
        }
    }

    /** Whether the next wait of the method, in the order of its instructions, is in a loop. */
    boolean next() {
        return looped.get(next++);
    }

    /** Whether that is a call which waits for another thread, and may come back without cause. */
    static boolean waits(InvokeInstruction invoke) {
        return waits(
                invoke.owner().asInternalName(),
                invoke.name().stringValue(),
                invoke.type().stringValue());
    }

    static boolean waits(String owner, String name, String type) {
        boolean ofMonitor =
                name.equals("wait")
                        && (type.equals("()V") || type.equals("(J)V") || type.equals("(JI)V"));
        return ofMonitor
                || (name.startsWith("park") && owner.equals(PARKING))
                || (name.startsWith("await") && CONDITIONS.contains(owner));
    }
}
