package dev.hocket.cli.job;

import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.reduce.ColumnPart;
import dev.hocket.jobs.reduce.ColumnReduction;
import dev.hocket.jobs.reduce.NonNumber;
import dev.hocket.jobs.reduce.PartialResult;
import dev.hocket.jobs.reduce.ReductionException;
import dev.hocket.text.Json;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The job of {@code hocket reduce}: parts of a file, whose results are put together in order. */
public final class ReductionJob implements PreparedJob<ColumnPart, PartialResult> {
    /** Up to here each whole number is a double of its own. */
    private static final double WHOLE = 1L << 53;

    private final ColumnReduction reduction;
    private final String operations;
    private final Screen screen;

    public ReductionJob(ColumnReduction reduction, String operations, Screen screen) {
        this.reduction = reduction;
        this.operations = operations;
        this.screen = screen;
    }

    @Override
    public Job<ColumnPart, PartialResult> job() {
        return reduction.job();
    }

    @Override
    public Inputs<ColumnPart> inputs() {
        return reduction.inputs();
    }

    @Override
    public List<ColumnPart> allInputs() throws SetUpException {
        try {
            return reduction.parts();
        } catch (IllegalStateException streamed) {
            throw new SetUpException(Wording.problem(streamed), streamed);
        }
    }

    @Override
    public String command() {
        return "reduce " + operations + " " + reduction;
    }

    @Override
    public String plan(ColumnPart input) {
        return command() + " " + input;
    }

    /** Nothing is printed before all is known. */
    @Override
    public void print(ColumnPart input, PartialResult output) throws IOException {
        try {
            reduction.add(input, output);
        } catch (ReductionException wrong) {
            throw new EndOfRunException(Wording.problem(wrong), wrong);
        }
    }

    /**
     * Prints the result.
     *
     * @return the exit status
     */
    public int tellResult(boolean json) throws IOException {
        return tell(json, false) ? ExitCodes.DONE : ExitCodes.failed(1);
    }

    /**
     * Prints the result of what was read before the run was interrupted.
     *
     * @return the exit status
     */
    public int tellBeginning(boolean json) throws IOException {
        reduction.addRest();
        if (tell(json, true)) {
            screen.say(
                    "the result is that of the first %s of %s"
                            .formatted(Quantities.count(reduction.count(), "value"), reduction));
        }
        return ExitCodes.INTERRUPTED;
    }

    private boolean tell(boolean json, boolean interrupted) throws IOException {
        Map<String, Double> result;
        try {
            result = reduction.result();
        } catch (ReductionException tooFew) {
            tellSkipped();
            screen.say(Wording.problem(tooFew));
            return false;
        }
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            result.forEach((name, value) -> object.put(name, jsonNumber(value)));
            Map<String, Object> skipped = new LinkedHashMap<>();
            for (NonNumber kind : NonNumber.values()) {
                skipped.put(kind.word(), reduction.skipped(kind));
            }
            object.put("skipped", skipped);
            if (interrupted) {
                object.put("interrupted", true);
            }
            screen.result(Json.text(object));
        } else if (result.size() == 1) {
            screen.result(number(result.values().iterator().next()));
        } else {
            for (Map.Entry<String, Double> entry : result.entrySet()) {
                screen.result(entry.getKey() + "\t" + number(entry.getValue()));
            }
        }
        screen.flush();
        tellSkipped();
        return true;
    }

    private void tellSkipped() {
        for (NonNumber kind : NonNumber.values()) {
            long count = reduction.skipped(kind);
            if (count > 0) {
                screen.say(
                        "%s skipped: %s".formatted(Quantities.count(count, "field"), kind.word()));
            }
        }
    }

    private static Object jsonNumber(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value); // of which JSON has none
        }
        return isWhole(value) ? (Object) (long) value : (Object) value;
    }

    private static String number(double value) {
        return isWhole(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) <= WHOLE;
    }

    @Override
    public String tell(Failed<ColumnPart, PartialResult> failed) {
        return "%s, %s: %s".formatted(reduction, failed.input(), failed.cause().message());
    }

    @Override
    public Object json(PartialResult output) {
        return output.toString();
    }

    /** Parts are not kept: no option asks for it. */
    @Override
    public ResultCodec<PartialResult> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(PartialResult output, OutputStream to) throws IOException {
                throw new IOException("parts of a reduction are not stored");
            }

            @Override
            public PartialResult read(InputStream from) throws IOException {
                throw new IOException("parts of a reduction are not stored");
            }
        };
    }

    @Override
    public boolean canBeResumed() {
        return false;
    }

    @Override
    public void close() throws IOException {
        reduction.close();
    }
}
