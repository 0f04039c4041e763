package dev.hocket.jobs.exec.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What Linux tells of a process.
 *
 * @param state R when it runs, S when it sleeps, Z when it has ended and nobody has asked how
 * @param group the number of its process group
 */
public record ProcStat(char state, int group) {

    /** Of the process of that number; null where there is none. */
    static @Nullable ProcStat of(long pid) {
        try (InputStream file = new FileInputStream("/proc/" + pid + "/stat")) {
            String line = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            // The name before may hold blanks and parentheses. Then come the state, the parent and
            // the group.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 4);
            return new ProcStat(fields[0].charAt(0), Integer.parseInt(fields[2]));
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether the process of that number has not ended, looked after by its parent or not. */
    public static boolean runs(long pid) {
        ProcStat stat = of(pid);
        return stat != null && stat.state != 'Z' && stat.state != 'X';
    }
}
