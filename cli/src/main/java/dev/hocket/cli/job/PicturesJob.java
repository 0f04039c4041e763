package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.images.PictureEncoding;
import dev.hocket.jobs.images.Resize;
import dev.hocket.jobs.images.ThumbnailSettings;
import dev.hocket.jobs.images.ThumbnailTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The job of {@code hocket images}. */
public final class PicturesJob implements PreparedJob<Path, Path> {
    private final ThumbnailSettings settings;
    private final List<Path> pictures;
    private final boolean tag;
    private final Screen screen;
    private final Job<Path, Path> job;
    private final Path here = Path.of("").toAbsolutePath();

    public PicturesJob(
            ThumbnailSettings settings,
            ThumbnailTask task,
            List<Path> pictures,
            boolean tag,
            Screen screen) {
        this.settings = settings;
        this.pictures = pictures;
        this.tag = tag;
        this.screen = screen;
        this.job = Job.of("images", task);
    }

    @Override
    public Job<Path, Path> job() {
        return job;
    }

    @Override
    public Inputs<Path> inputs() {
        return Inputs.of(pictures);
    }

    @Override
    public List<Path> allInputs() {
        return pictures;
    }

    @Override
    public String command() {
        Resize size = settings.size();
        PictureEncoding encoding = settings.encoding();
        return String.format(
                Locale.ROOT,
                "%s %dx%d, part %s, filters %s, %s of quality %s%s, by %s, to %s",
                size.mode(),
                size.width(),
                size.height(),
                settings.crop() == null ? "all" : settings.crop(),
                settings.filters(),
                encoding.format(),
                encoding.quality(),
                encoding.metadata() ? " with metadata" : "",
                settings.codec(),
                settings.output());
    }

    @Override
    public String plan(Path input) {
        return input.toString();
    }

    @Override
    public void print(Path input, Path output) throws IOException {
        String place = shown(output);
        screen.result(tag ? input + "\t" + place : place);
    }

    /** As the user would write it: from the current folder where it lies below. */
    private String shown(Path place) {
        return (place.startsWith(here) ? here.relativize(place) : place).toString();
    }

    /** The messages of this job begin with the picture's path already. */
    @Override
    public String tell(Failed<Path, Path> failed) {
        return failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof IOException
                ? Wording.problem(error)
                : "'%s' failed: %s".formatted(failed.input(), failed.cause().message());
    }

    @Override
    public Object json(Path output) {
        return shown(output);
    }

    @Override
    public ResultCodec<Path> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(Path output, OutputStream to) throws IOException {
                to.write(output.toString().getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public Path read(InputStream from) throws IOException {
                try {
                    return Path.of(new String(from.readAllBytes(), StandardCharsets.UTF_8));
                } catch (InvalidPathException damaged) {
                    throw new IOException(damaged.getMessage(), damaged);
                }
            }
        };
    }

    @Override
    public void close() {}
}
