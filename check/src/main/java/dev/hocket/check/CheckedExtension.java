package dev.hocket.check;

import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Checks a test method instead of running it. */
final class CheckedExtension implements InvocationInterceptor {
    private static final int COLUMNS = 120;

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        invocation.skip();
        Method method = context.getExecutable();
        Checked wanted = method.getAnnotation(Checked.class);
        Check check =
                Check.of(context.getTargetClass(), method.getName())
                        .schedules(wanted.schedules())
                        .seed(wanted.seed())
                        .budget(Duration.ofSeconds(wanted.seconds()))
                        .strategy(wanted.strategy());
        if (!wanted.replay().isEmpty()) {
            check = check.replay(Schedule.parse(wanted.replay()));
        }
        Verdict verdict = check.run();
        Finding finding = verdict.finding();
        if (finding != null) {
            String replay = "@Checked(replay = \"" + finding.schedule().text() + "\")";
            throw new AssertionError(verdict.text(COLUMNS, replay));
        }
    }
}
