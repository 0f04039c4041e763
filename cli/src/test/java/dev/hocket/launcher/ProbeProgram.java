package dev.hocket.launcher;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Stands in for Hocket behind the launcher and tells what arrived, a line each, in UTF-8. */
final class ProbeProgram {
    private ProbeProgram() {}

    public static void main(String[] args) {
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("pid=" + ProcessHandle.current().pid());
        out.println("java=" + System.getProperty("java.home"));
        out.println("probe=" + System.getProperty("probe"));
        out.println("LC_ALL=" + System.getenv("LC_ALL"));
        out.println("HOCKET_USER_LC_ALL=" + System.getenv("HOCKET_USER_LC_ALL"));
        for (String arg : args) {
            out.println(
                    "arg=["
                            + arg.replace("\n", "\\n")
                            + "]"
                            + (new File(arg).isFile() ? " is a file" : ""));
        }
        System.exit(args.length > 0 && args[0].equals("exit") ? 42 : 0);
    }
}
