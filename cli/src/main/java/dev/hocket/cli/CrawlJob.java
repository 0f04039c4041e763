package dev.hocket.cli;

import dev.hocket.Cause;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.ResultCodec;
import dev.hocket.jobs.crawl.Crawl;
import dev.hocket.jobs.crawl.CrawlSettings;
import dev.hocket.jobs.crawl.Link;
import dev.hocket.jobs.crawl.Page;
import dev.hocket.jobs.http.Client;
import dev.hocket.jobs.http.ClientSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The job of {@code hocket crawl}. */
final class CrawlJob implements PreparedJob<Link, Page> {
    private final Client client;
    private final Crawl crawl;
    private final Job<Link, Page> job;
    private final boolean csv;
    private final String command;
    private final Screen screen;
    private final @Nullable Writer broken;
    private boolean begun;

    CrawlJob(
            CrawlSettings settings,
            ClientSettings asked,
            Parsed parsed,
            RunFlags flags,
            Screen screen)
            throws IOException {
        this.screen = screen;
        this.csv = parsed.has("--csv");
        this.client = Client.open(asked);
        Crawl made = Crawl.of(settings, client);
        String log = flags.log().file();
        boolean resumes = flags.log().resumes();
        this.crawl = resumes && log != null ? made.resuming(Path.of(log)) : made;
        this.begun = resumes;
        this.job = crawl.job();
        this.command = "crawl " + crawl.starts().getFirst();
        String report = parsed.value("--broken");
        this.broken =
                report == null
                        ? null
                        : Files.newBufferedWriter(
                                Path.of(report),
                                StandardOpenOption.CREATE,
                                resumes
                                        ? StandardOpenOption.APPEND
                                        : StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
    }

    @Override
    public Job<Link, Page> job() {
        return job;
    }

    @Override
    public Inputs<Link> inputs() {
        return crawl.inputs();
    }

    @Override
    public List<Link> allInputs() {
        return crawl.starts();
    }

    @Override
    public String command() {
        return command;
    }

    @Override
    public String plan(Link input) {
        return input.url();
    }

    @Override
    public void print(Link input, Page page) throws IOException {
        if (page.isBroken()) {
            report(page.url(), Integer.toString(page.status()), page.referrer());
        }
        if (csv && !begun) {
            screen.result(String.join(",", json(page).keySet()));
        }
        begun = true;
        screen.result(
                csv
                        ? json(page).values().stream()
                                .map(CrawlJob::cell)
                                .collect(Collectors.joining(","))
                        : page.status() + "\t" + page.bytes() + "\t" + page.url() + selected(page));
    }

    private static String selected(Page page) {
        return page.selected().stream()
                .map(text -> "\t" + text.replace('\t', ' '))
                .collect(Collectors.joining());
    }

    private static String cell(Object value) {
        String text =
                value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining("\n"))
                        : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private void report(String url, String why, String referrer) throws IOException {
        if (broken != null) {
            broken.write(url + "\t" + why + "\t" + referrer + "\n");
        }
    }

    @Override
    public void printFailed(Failed<Link, Page> failed) throws IOException {
        report(failed.input().url(), failed.cause().message(), failed.input().referrer());
    }

    /** The messages of this job begin with the URL already. */
    @Override
    public String tell(Failed<Link, Page> failed) {
        return failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof IOException
                ? Texts.problem(error)
                : "'%s' failed: %s"
                        .formatted(Texts.shortened(failed.input().url()), failed.cause().message());
    }

    @Override
    public Map<String, Object> json(Page page) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", page.url());
        fields.put("status", page.status());
        fields.put("type", page.type());
        fields.put("bytes", page.bytes());
        fields.put("title", page.title());
        fields.put("depth", page.depth());
        fields.put("referrer", page.referrer());
        fields.put("seconds", page.time().toMillis() / 1e3);
        fields.put("links", page.links());
        fields.put("canonical", page.canonical());
        fields.put("note", page.note());
        fields.put("selected", page.selected());
        return fields;
    }

    @Override
    public ToLongFunction<Page> fingerprint() {
        return page -> 31L * page.url().hashCode() + page.status();
    }

    @Override
    public ResultCodec<Page> codec() {
        return new ResultCodec<>() {
            @Override
            public void write(Page page, OutputStream to) throws IOException {
                to.write(
                        (page.status() + "\t" + page.bytes() + "\t" + page.url())
                                .getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public Page read(InputStream from) throws IOException {
                String[] parts =
                        new String(from.readAllBytes(), StandardCharsets.UTF_8).split("\t", 3);
                try {
                    return Page.stored(
                            parts[2], Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
                } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException damaged) {
                    throw new IOException("a stored result is damaged: " + damaged.getMessage());
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (crawl.trapped() > 0) {
            screen.say(
                    Texts.count(crawl.trapped(), "link")
                            + " not followed, as they look like a trap; see --max-alike");
        }
        if (broken != null) {
            broken.close();
        }
    }
}
