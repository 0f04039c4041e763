package dev.hocket.check.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places in the test's code. */
public final class SourcePlaces {
    private SourcePlaces() {}

    /** File and line of a site, or of the innermost frame that is neither the JDK's nor ours. */
    public static String here(int site) {
        String known = HookSite.of(site).location();
        return known.isEmpty()
                ? StackWalker.getInstance()
                        .walk(frames ->
                                frames.map(StackWalker.StackFrame::toStackTraceElement)
                                        .filter(SourcePlaces::ofTest)
                                        .findFirst()
                                        .map(SourcePlaces::text)
                                        .orElse(""))
                : known;
    }

    /** The innermost frame in a package, unless the test's innermost frame is in it anyway. */
    static String caller(String home) {
        List<StackTraceElement> frames =
                StackWalker.getInstance()
                        .walk(all ->
                                all.map(StackWalker.StackFrame::toStackTraceElement)
                                        .filter(SourcePlaces::ofTest)
                                        .toList());
        for (StackTraceElement frame : frames) {
            if (packageOf(frame).equals(home)) {
                return frame.equals(frames.getFirst()) ? "" : text(frame);
            }
        }
        return "";
    }

    private static String packageOf(StackTraceElement frame) {
        return packageOf(frame.getClassName());
    }

    private static String packageOf(String type) {
        return type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }

    /**
     * Where the test calls a method of a library.
     *
     * @param type the class that calls
     * @param method its method, with the descriptor
     * @param line the line
     * @param calledType the class that is called
     * @param called the name of its method
     */
    public record LibraryEntry(
            String type, String method, int line, String calledType, String called) {}

    /** The innermost call from a package into one that is not the JDK's, or null. */
    static @Nullable LibraryEntry entry(String home) {
        List<StackWalker.StackFrame> frames =
                StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                        .walk(all ->
                                all.filter(frame -> ofTest(frame.toStackTraceElement())).toList());
        for (int i = 0; i < frames.size(); i++) {
            StackWalker.StackFrame frame = frames.get(i);
            if (packageOf(frame.getClassName()).equals(home)) {
                return i == 0
                        ? null
                        : new LibraryEntry(
                                frame.getClassName(),
                                frame.getMethodName() + frame.getDescriptor(),
                                frame.getLineNumber(),
                                frames.get(i - 1).getClassName(),
                                frames.get(i - 1).getMethodName());
            }
        }
        return null;
    }

    /** What was thrown, in words that are the same each time: without addresses. */
    public static String thrown(Throwable thrown) {
        String type = TypeNames.simple(thrown.getClass());
        return stable(ThrownText.of(thrown).replace(thrown.getClass().getName(), type));
    }

    private static String stable(String text) {
        return text.replaceAll("\\$\\$Lambda/0x[0-9a-f]+", " lambda")
                .replaceAll("@[0-9a-f]{5,8}\\b", "");
    }

    /** The frames of a failure, as far as they are the test's. */
    public static List<String> trace(Throwable thrown) {
        List<String> lines = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = ThrownText.cause(cause)) {
            lines.add((lines.isEmpty() ? "" : "Caused by: ") + stable(ThrownText.of(cause)));
            for (StackTraceElement frame : ThrownText.frames(cause)) {
                if (ofTest(frame)) {
                    lines.add(line(frame));
                }
            }
            if (lines.size() > 60) {
                break;
            }
        }
        return lines;
    }

    private static String line(StackTraceElement frame) {
        return "    at "
                + frame.getClassName()
                + "."
                + (frame.getMethodName().equals(ClassInitialiser.INITIALISER)
                        ? "<clinit>"
                        : frame.getMethodName())
                + "("
                + (frame.isNativeMethod() ? "native" : text(frame))
                + ")";
    }

    public static String first(Throwable thrown) {
        return first(List.of(ThrownText.frames(thrown)));
    }

    /** The method outside of the test that it has called there, or empty. */
    public static String entered(List<StackTraceElement> frames) {
        String entered = "";
        for (StackTraceElement frame : frames) {
            if (ofTest(frame)) {
                break;
            }
            String type = TypeNames.simple(frame.getClassName());
            entered = hidden(frame) ? entered : type + "." + frame.getMethodName() + "()";
        }
        return entered;
    }

    private static boolean hidden(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.hocket.check.")
                || frame.getClassName().startsWith("jdk.internal.vm.Continuation")
                || frame.getClassName().startsWith("jdk.internal.reflect.")
                || frame.getClassName().equals("java.lang.reflect.Method");
    }

    /** The frames as lines, without our own. */
    public static List<String> trace(List<StackTraceElement> frames) {
        return frames.stream().filter(frame -> !hidden(frame)).map(SourcePlaces::line).toList();
    }

    public static String first(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            if (ofTest(frame)) {
                return text(frame);
            }
        }
        return "";
    }

    private static String text(StackTraceElement frame) {
        String file = frame.getFileName();
        int line = frame.getLineNumber();
        return file == null ? "" : line > 0 ? file + ":" + line : file;
    }

    private static boolean ofTest(StackTraceElement frame) {
        String name = frame.getClassName();
        boolean ours = name.startsWith("dev.hocket.check.") && frame.getClassLoaderName() == null;
        return !ours
                && frame.getModuleName() == null
                && !LibraryPackages.contain(name.replace('.', '/'))
                && (!frame.getMethodName().startsWith("$hocket$")
                        || frame.getMethodName().equals(ClassInitialiser.INITIALISER));
    }
}
