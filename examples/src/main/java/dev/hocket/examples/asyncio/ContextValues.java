package dev.hocket.examples.asyncio;

import dev.hocket.sync.TaskScope;
import java.util.concurrent.Future;

/** {@code contextvars}: a value that called methods can read without a parameter. */
public final class ContextValues {
    private static final ScopedValue<String> USER = ScopedValue.newInstance();

    private ContextValues() {}

    static String whoAmI() {
        return "I am " + USER.get();
    }

    static String inATask() throws Exception {
        String user = USER.get(); // a task does not inherit it: bind it again
        try (TaskScope<String> scope = TaskScope.open()) {
            Future<String> who =
                    scope.fork(() -> ScopedValue.where(USER, user).call(ContextValues::whoAmI));
            scope.join();
            return who.resultNow();
        }
    }

    /** Binds a name and reads it, here and in a task. */
    public static void main(String[] args) throws Exception {
        System.out.println(ScopedValue.where(USER, "ann").call(ContextValues::whoAmI));
        System.out.println(ScopedValue.where(USER, "bob").call(ContextValues::inATask));
    }
}
