package dev.hocket.check;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInfo;
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
        Checked wanted = context.getExecutable().getAnnotation(Checked.class);
        Check check =
                check(context, wanted.seconds(), wanted.ignoreRaces())
                        .schedules(wanted.schedules())
                        .seed(wanted.seed())
                        .strategy(wanted.strategy());
        check = wanted.steps() == 0 ? check : check.steps(wanted.steps());
        if (!wanted.replay().isEmpty()) {
            check = check.replay(Schedule.parse(wanted.replay()));
        }
        run(check);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        CheckedEach wanted = context.getExecutable().getAnnotation(CheckedEach.class);
        if (wanted == null) {
            invocation.proceed(); // it is the extension of another method
            return;
        }
        invocation.skip();
        run(
                check(context, wanted.seconds(), wanted.ignoreRaces())
                        .schedules(wanted.schedules())
                        .seed(wanted.seed()));
    }

    private static Check check(
            ReflectiveInvocationContext<Method> context, int seconds, String[] ignoreRaces) {
        List<Object> arguments = new ArrayList<>(context.getArguments());
        arguments.removeIf(TestInfo.class::isInstance);
        Check check =
                Check.of(context.getTargetClass(), context.getExecutable().getName())
                        .arguments(arguments)
                        .budget(Duration.ofSeconds(seconds));
        for (String name : ignoreRaces) {
            check = check.ignoreRaces(name);
        }
        return check;
    }

    private static void run(Check check) throws Exception {
        Verdict verdict = check.run();
        Finding finding = verdict.finding();
        if (finding != null) {
            String replay = "@Checked(replay = \"" + finding.schedule().text() + "\")";
            throw new AssertionError(verdict.text(COLUMNS, replay));
        }
    }
}
