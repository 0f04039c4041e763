package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.factor.FactorTask;
import dev.hocket.jobs.factor.HardNumberException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The job of {@code hocket factor}: texts to lines. */
public final class FactorJob implements PreparedJob<String, String> {
    /** How many pieces of ranges may be held at once, for those who want all inputs first. */
    private static final int MOST_PIECES = 1_000_000;

    private final InputWords words;
    private final boolean tag;
    private final boolean exponents;
    private final Screen screen;
    private final Job<String, String> job;

    public FactorJob(
            FactorTask task, InputWords words, boolean tag, boolean exponents, Screen screen) {
        this.words = words;
        this.tag = tag;
        this.exponents = exponents;
        this.screen = screen;
        this.job = Job.of("factor", task);
    }

    @Override
    public Job<String, String> job() {
        return job;
    }

    @Override
    public Inputs<String> inputs() throws SetUpException {
        Stream<String> texts = words.texts(screen);
        Iterator<String> pieces = FactorTask.inputs(texts.iterator());
        return Inputs.of(
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(pieces, 0), false)
                        .onClose(texts::close));
    }

    @Override
    public List<String> allInputs() throws SetUpException {
        List<String> all = new ArrayList<>();
        Iterator<String> pieces = FactorTask.inputs(words.all(screen).iterator());
        while (pieces.hasNext()) {
            if (all.size() == MOST_PIECES) {
                throw new SetUpException(
                        String.format(
                                Locale.ROOT,
                                "more than %d pieces of work; give a shorter range",
                                MOST_PIECES));
            }
            all.add(pieces.next());
        }
        return all;
    }

    @Override
    public String command() {
        return exponents ? "factor --exponents" : "factor";
    }

    @Override
    public String plan(String input) {
        return "factor " + input;
    }

    @Override
    public void print(String input, String output) throws IOException {
        screen.result(tag ? input + "\t" + output.replace("\n", "\n" + input + "\t") : output);
    }

    @Override
    public String tell(Failed<String, String> failed) {
        if (failed.cause() instanceof Cause.Threw(Throwable error)) {
            if (error instanceof NumberFormatException) {
                return Wording.problem(error); // which names the text
            }
            if (error instanceof HardNumberException) {
                return "'%s' is not completely factored: %s"
                        .formatted(Wording.shortened(failed.input()), Wording.problem(error));
            }
        }
        return "'%s' failed: %s"
                .formatted(Wording.shortened(failed.input()), failed.cause().message());
    }

    /** A list of numbers with their factors, all as texts: not every reader has large numbers. */
    @Override
    public Object json(String output) {
        return output.lines().map(FactorJob::object).toList();
    }

    private static Map<String, Object> object(String line) {
        int colon = line.indexOf(':');
        List<String> factors =
                Arrays.stream(line.substring(colon + 1).split(" "))
                        .filter(factor -> !factor.isEmpty())
                        .toList();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", line.substring(0, colon));
        object.put("factors", factors);
        return object;
    }

    @Override
    public ResultCodec<String> codec() {
        return TextCodec.UTF_8;
    }

    @Override
    public void close() {}
}
