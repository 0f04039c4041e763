package dev.hocket.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hocket.Cause;
import dev.hocket.Engine;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.RefusedException;
import dev.hocket.Report;
import dev.hocket.Run;
import dev.hocket.Task;
import dev.hocket.link.codec.WorkerException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever code of the user throws, wherever it is called: it costs its own input alone. */
@Timeout(120)
class ThrowingCodeTest {
    private static final int INPUTS = 200;
    private static final long GUILTY = 77;
    private static final Engine ENGINE = new ProcessesProvider().open(2);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    /** What is thrown. */
    enum Kind {
        RUNTIME {
            @Override
            Throwable make() {
                return new IllegalStateException("meant");
            }
        },
        ERROR {
            @Override
            Throwable make() {
                return new AssertionError("meant");
            }
        },
        MEMORY {
            @Override
            Throwable make() {
                return new OutOfMemoryError("meant");
            }
        },
        STACK {
            @Override
            Throwable make() {
                return new StackOverflowError();
            }
        },
        LINKAGE {
            @Override
            Throwable make() {
                return new NoClassDefFoundError("meant");
            }
        },
        OWN_THROWABLE {
            @Override
            Throwable make() {
                return new Meant();
            }
        };

        abstract Throwable make();

        /** Throws it, checked or not. */
        void throwIt() {
            ThrowingCodeTest.<RuntimeException>sneaky(make());
        }
    }

    private static final class Meant extends Throwable {
        private static final long serialVersionUID = 1;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Where it is thrown. */
    enum Place {
        TASK,
        INPUT_WRITE,
        INPUT_READ,
        OUTPUT_WRITE,
        OUTPUT_READ,
        OUTPUT_CLOSE,
        MESSAGE,
        TEXT,
        CAUSE,
        STACK_TRACE,
        THROWN_WRITE,
        THROWN_READ
    }

    /** Throws when it is written or read. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1;
        private final Kind kind;
        private final boolean whenWritten;

        Trap(Kind kind, boolean whenWritten) {
            this.kind = kind;
            this.whenWritten = whenWritten;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            if (whenWritten) {
                kind.throwIt();
            }
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            kind.throwIt();
        }
    }

    private record Item(long number, Object part) implements Serializable {}

    private record Closing(long number, Kind kind) implements Serializable, AutoCloseable {
        @Override
        public void close() {
            kind.throwIt();
        }
    }

    /** An exception whose own methods throw. */
    private static final class Wild extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Place place;
        private final Kind kind;

        @SuppressWarnings("UnusedVariable") // written with it
        private final Serializable part;

        Wild(Place place, Kind kind, Serializable part) {
            super("wild");
            this.place = place;
            this.kind = kind;
            this.part = part;
        }

        private void at(Place here) {
            if (place == here) {
                kind.throwIt();
            }
        }

        @Override
        public String getMessage() {
            at(Place.MESSAGE);
            return "wild";
        }

        @Override
        public String toString() {
            at(Place.TEXT);
            return "Wild";
        }

        @Override
        public synchronized @Nullable Throwable getCause() {
            at(Place.CAUSE);
            return super.getCause();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            at(Place.STACK_TRACE);
            return super.getStackTrace();
        }
    }

    private record Throwing(Place place, Kind kind) implements Task<Item, Object> {
        @Override
        public Object run(Item item) {
            if (item.number() != GUILTY) {
                return item.number();
            }
            switch (place) {
                case TASK -> kind.throwIt();
                case OUTPUT_WRITE -> {
                    return new Item(GUILTY, new Trap(kind, true));
                }
                case OUTPUT_READ -> {
                    return new Item(GUILTY, new Trap(kind, false));
                }
                case OUTPUT_CLOSE -> {
                    return new Closing(GUILTY, kind);
                }
                case MESSAGE, TEXT, CAUSE, STACK_TRACE -> throw new Wild(place, kind, "");
                case THROWN_WRITE -> throw new Wild(place, kind, new Trap(kind, true));
                case THROWN_READ -> throw new Wild(place, kind, new Trap(kind, false));
                case INPUT_WRITE, INPUT_READ -> throw new IllegalStateException("was read");
            }
            return GUILTY;
        }
    }

    static List<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Kind kind : Kind.values()) {
                all.add(Arguments.of(place, kind));
            }
        }
        return all;
    }

    private static Item item(long number, Place place, Kind kind) {
        boolean written = place == Place.INPUT_WRITE;
        boolean trapped = number == GUILTY && (written || place == Place.INPUT_READ);
        return new Item(number, trapped ? new Trap(kind, written) : "plain");
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatUserCodeThrowsCostsItsOwnInput(Place place, Kind kind) {
        List<Item> inputs =
                LongStream.range(0, INPUTS).mapToObj(i -> item(i, place, kind)).toList();
        Job<Item, Object> job = Job.of("throwing", new Throwing(place, kind));
        List<Outcome<Item, Object>> failed = new ArrayList<>();
        Report report;
        try (Run<Item, Object> run = ENGINE.start(job, Inputs.of(inputs))) {
            for (Outcome<Item, Object> outcome : run) {
                if (!outcome.isDone()) {
                    failed.add(outcome);
                }
            }
            report = run.report();
        }
        if (place == Place.OUTPUT_CLOSE) { // its copy has what it takes
            assertEquals(INPUTS, report.done());
            return;
        }
        assertEquals(INPUTS - 1, report.done(), () -> failed.toString());
        Failed<?, ?> guilty = assertInstanceOf(Failed.class, failed.getFirst());
        assertEquals(GUILTY, ((Item) guilty.input()).number());
        Cause.Threw threw = assertInstanceOf(Cause.Threw.class, guilty.cause());
        assertTrue(
                isExpected(place, kind, threw.error()), () -> threw.error().getClass().getName());
    }

    /** By its class alone, as its methods may throw. */
    private static boolean isExpected(Place place, Kind kind, Throwable thrown) {
        return switch (place) {
            case TASK -> kind.make().getClass().equals(thrown.getClass());
            case MESSAGE, TEXT, CAUSE, STACK_TRACE ->
                    thrown instanceof Wild || thrown instanceof WorkerException;
            case THROWN_WRITE, THROWN_READ -> thrown instanceof WorkerException;
            default -> thrown instanceof IOException || thrown instanceof OutOfMemoryError;
        };
    }

    /** One that cannot travel. */
    private static final class Homebound extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"UnusedVariable", "serial"}) // it is why this one cannot travel
        private final Object anchor = new Object();

        Homebound(String message) {
            super(message);
        }
    }

    /** One of the user's own, which a retry rule may look for. */
    private static final class Sought extends RuntimeException {
        private static final long serialVersionUID = 1;

        Sought(Throwable cause) {
            super("sought", cause);
        }
    }

    @Test
    void aCauseThatCannotTravelCostsItselfAlone() {
        Job<Long, Long> job =
                Job.of(
                        "causes",
                        input -> {
                            IOException deepest = new IOException("deepest");
                            Homebound cause = new Homebound("homebound");
                            cause.initCause(deepest);
                            Sought thrown = new Sought(cause);
                            thrown.addSuppressed(new Homebound("aside"));
                            thrown.addSuppressed(new IOException("also aside"));
                            throw thrown;
                        });
        Throwable thrown;
        try (Run<Long, Long> run = ENGINE.start(job, Inputs.of(1L))) {
            Failed<?, ?> failed = assertInstanceOf(Failed.class, run.iterator().next());
            thrown = assertInstanceOf(Cause.Threw.class, failed.cause()).error();
        }
        assertInstanceOf(Sought.class, thrown);
        assertTrue(
                thrown.getStackTrace()[0].getClassName().startsWith(getClass().getName()),
                () -> thrown.getStackTrace()[0].toString());
        Throwable cause = assertInstanceOf(WorkerException.class, thrown.getCause());
        assertEquals(Homebound.class.getName() + ": homebound", cause.getMessage());
        assertTrue(cause.getStackTrace()[0].getMethodName().contains("lambda"));
        assertEquals("deepest", assertInstanceOf(IOException.class, cause.getCause()).getMessage());
        assertInstanceOf(WorkerException.class, thrown.getSuppressed()[0]);
        assertInstanceOf(IOException.class, thrown.getSuppressed()[1]);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMORY") // no fault of the task
    void aTaskThatThrowsWhenItIsWrittenIsRefused(Kind kind) {
        Trap trap = new Trap(kind, true);
        Job<Long, Long> job = Job.of("trapped", input -> input + trap.hashCode());
        RefusedException refused =
                assertThrows(RefusedException.class, () -> ENGINE.map(job, List.of(1L)));
        assertTrue(String.valueOf(refused.getMessage()).length() > 3, refused::toString);
        assertEquals(List.of(1L), ENGINE.map(Job.of("same", (Long input) -> input), List.of(1L)));
    }

    static List<Kind> kinds() {
        return List.of(Kind.values());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTaskThatThrowsWhenItIsReadFailsItsInputs(Kind kind) {
        Trap trap = new Trap(kind, false);
        Job<Long, Long> job = Job.of("trapped", input -> input + trap.hashCode());
        try (Run<Long, Long> run = ENGINE.start(job, Inputs.range(0, 10))) {
            assertEquals(10, run.drain().failed());
        }
    }
}
