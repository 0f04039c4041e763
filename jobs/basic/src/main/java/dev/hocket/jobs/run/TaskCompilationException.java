package dev.hocket.jobs.run;

import java.util.List;

/**
 * A task's source file does not compile. The message is the compiler's: for each error the file,
 * the line, the problem, the source line and a caret, and at the end the number of errors.
 */
public final class TaskCompilationException extends TaskLoadException {
    private static final long serialVersionUID = 1L;

    private final int errors;

    TaskCompilationException(List<String> errors, String hint) {
        super(
                String.join("\n", errors)
                        + "\n"
                        + errors.size()
                        + (errors.size() == 1 ? " error" : " errors")
                        + hint);
        this.errors = errors.size();
    }

    /** How many errors the compiler found, at least one. */
    public int errors() {
        return errors;
    }
}
