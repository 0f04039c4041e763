package dev.hocket.jobs.exec.process;

import dev.hocket.jobs.exec.template.CommandForm;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to start a process.
 *
 * @param program the file to run
 * @param words the arguments, the first being the name by which the program was called
 * @param folder where it runs; null for where the JVM does
 * @param numbers what the command is told of its place; null for nothing
 */
record ProgramInvocation(
        String program,
        List<String> words,
        @Nullable Path folder,
        @Nullable CommandNumbers numbers) {

    /** Names the command in a message. */
    String name() {
        return words.get(0);
    }

    /**
     * Whether the program is text without a first line that says what runs it. Shells run such a
     * file themselves, and so do we.
     */
    boolean isScript() {
        if (program.equals(CommandForm.SHELL)) {
            return false;
        }
        try (InputStream file = new FileInputStream(program)) {
            for (byte b : file.readNBytes(128)) {
                if (b == 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same, run by the shell as a script. */
    ProgramInvocation byShell() {
        List<String> all = new ArrayList<>(words);
        all.set(0, program);
        all.add(0, "sh");
        return new ProgramInvocation(CommandForm.SHELL, all, folder, numbers);
    }
}
