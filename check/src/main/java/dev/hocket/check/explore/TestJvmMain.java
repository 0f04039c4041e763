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

    /** Takes the files of the request, of the answer and of the search, and which JVM this is. */
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
            SharedSearch share = SharedSearch.of(Path.of(args[2]), Integer.parseInt(args[3]));
            StallWatch.begin(
                    request,
                    (verdict, number) -> {
                        share.lowerLimit(number + 1);
                        end(answered, new CheckAnswer(verdict, null, number));
                    });
            answer = answer(request, share);
        } catch (ClassNotFoundException | RuntimeException e) {
            answer = CheckAnswer.refused("The test could not be read: " + e);
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

    private static CheckAnswer answer(CheckRequest request, SharedSearch share) {
        String problem = CheckAgent.problem;
        if (problem != null) {
            return CheckAnswer.refused(
                    "This JDK, "
                            + Runtime.version()
                            + ", is not supported by check: "
                            + problem
                            + ". Use a JDK 25.");
        }
        try {
            Explorer explorer = new Explorer(request, share);
            return new CheckAnswer(explorer.explore(), null, explorer.number());
        } catch (IllegalArgumentException e) {
            return CheckAnswer.refused(String.valueOf(e.getMessage()));
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
