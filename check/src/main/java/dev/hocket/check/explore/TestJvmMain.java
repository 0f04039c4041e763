package dev.hocket.check.explore;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of the JVM in which a test is checked. */
public final class TestJvmMain {
    private TestJvmMain() {}

    /** Takes the request's file and the answer's. */
    public static void main(String[] args) throws IOException {
        CheckAnswer answer;
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path answered = Path.of(args[1]);
        try (ObjectInputStream in = new RequestInput(Path.of(args[0]))) {
            CheckRequest request = (CheckRequest) in.readObject();
            if (request.replay() == null) {
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
                System.setOut(nowhere);
                System.setErr(nowhere);
            }
            StallWatch.begin(request, verdict -> end(answered, new CheckAnswer(verdict, null)));
            answer = answer(request);
        } catch (ClassNotFoundException | RuntimeException e) {
            answer = new CheckAnswer(null, "The test could not be read: " + e);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        end(answered, answer);
    }

    private static synchronized void end(Path file, CheckAnswer answer) {
        try (ObjectOutputStream to = new ObjectOutputStream(Files.newOutputStream(file))) {
            to.writeObject(answer);
        } catch (IOException e) {
            System.err.println("hocket: the answer cannot be written: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    private static CheckAnswer answer(CheckRequest request) {
        String problem = CheckAgent.problem;
        if (problem != null) {
            return new CheckAnswer(
                    null,
                    "This JDK, "
                            + Runtime.version()
                            + ", is not supported by check: "
                            + problem
                            + ". Use a JDK 25.");
        }
        try {
            return new CheckAnswer(new Explorer(request).explore(), null);
        } catch (IllegalArgumentException e) {
            return new CheckAnswer(null, String.valueOf(e.getMessage()));
        }
    }

    /** Reads lambdas of the test's classes, which this class's loader does not see. */
    private static final class RequestInput extends ObjectInputStream {
        RequestInput(Path file) throws IOException {
            super(Files.newInputStream(file));
        }

        @Override
        protected Class<?> resolveClass(java.io.ObjectStreamClass description)
                throws ClassNotFoundException {
            return Class.forName(description.getName(), false, ClassLoader.getSystemClassLoader());
        }
    }
}
