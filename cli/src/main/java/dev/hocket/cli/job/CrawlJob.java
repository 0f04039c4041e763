package dev.hocket.cli.job;

import dev.hocket.Cause;
import dev.hocket.Done;
import dev.hocket.Failed;
import dev.hocket.Inputs;
import dev.hocket.Job;
import dev.hocket.Outcome;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.http.Client;
import dev.hocket.http.ClientSettings;
import dev.hocket.joblog.ResultCodec;
import dev.hocket.jobs.crawl.BrokenLink;
import dev.hocket.jobs.crawl.Crawl;
import dev.hocket.jobs.crawl.CrawlLink;
import dev.hocket.jobs.crawl.CrawlSettings;
import dev.hocket.jobs.crawl.Page;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.io.Writer;
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
public final class CrawlJob implements PreparedJob<CrawlLink, Page> {
    private final Client client;
    private final Crawl crawl;
    private final Job<CrawlLink, Page> job;
    private final boolean csv;
    private final String command;
    private final Screen screen;
    private final @Nullable Writer broken;
    private final @Nullable PageTable table;
    private boolean begun;

    public CrawlJob(
            CrawlSettings settings,
            ClientSettings asked,
            ParsedLine parsed,
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
        String database = parsed.value("--sqlite");
        this.table = database == null ? null : PageTable.open(database);
        this.broken = report(parsed.value("--broken"), resumes);
    }

    private static @Nullable Writer report(@Nullable String file, boolean resumes)
            throws IOException {
        return file == null
                ? null
                : Files.newBufferedWriter(
                        Path.of(file),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        resumes ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public Job<CrawlLink, Page> job() {
        return job;
    }

    @Override
    public Inputs<CrawlLink> inputs() {
        return crawl.inputs();
    }

    @Override
    public List<CrawlLink> allInputs() {
        return crawl.starts();
    }

    @Override
    public String command() {
        return command;
    }

    @Override
    public String plan(CrawlLink input) {
        return input.url();
    }

    @Override
    public void note(Outcome<CrawlLink, Page> outcome) throws IOException {
        switch (outcome) {
            case Done<CrawlLink, Page>(CrawlLink link, Page page, _) -> {
                put(json(page));
                report(crawl.broken(link, page));
            }
            case Failed<CrawlLink, Page>(CrawlLink link, Cause cause, _) -> {
                if (cause instanceof Cause.Cancelled) {
                    return; // and asked for again, when the crawl continues
                }
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("url", link.url());
                row.put("depth", link.depth());
                row.put("referrer", link.referrer());
                row.put("error", why(cause));
                put(row);
                report(crawl.broken(link, why(cause)));
            }
        }
    }

    private void put(Map<String, Object> row) throws IOException {
        if (table != null) {
            table.put(row);
        }
    }

    /** What went wrong, without the URL before it. */
    private static String why(Cause cause) {
        String text =
                cause instanceof Cause.Threw(Throwable error) && error instanceof IOException
                        ? Wording.problem(error)
                        : cause.message();
        return text.replaceFirst("^https?://\\S+: ", "").replace('\n', ' ').replace('\t', ' ');
    }

    private void report(List<BrokenLink> links) throws IOException {
        if (broken != null && !links.isEmpty()) {
            for (BrokenLink link : links) {
                broken.write(link.url() + "\t" + link.why() + "\t" + link.referrer() + "\n");
            }
            broken.flush();
        }
    }

    @Override
    public void print(CrawlLink input, Page page) throws IOException {
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

    /** The messages of this job begin with the URL already. */
    @Override
    public String tell(Failed<CrawlLink, Page> failed) {
        return failed.cause() instanceof Cause.Threw(Throwable error)
                        && error instanceof IOException
                ? Wording.problem(error)
                : "'%s' failed: %s"
                        .formatted(
                                Wording.shortened(failed.input().url()), failed.cause().message());
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
        return new PageCodec();
    }

    /** The database first: what it does not take, the run must end with. */
    @Override
    public void close() throws IOException {
        try (Client _ = client;
                Crawl _ = crawl;
                Writer _ = broken;
                PageTable _ = table) {
            if (crawl.trapped() > 0) {
                screen.say(
                        Quantities.count(crawl.trapped(), "link")
                                + " not followed: possible crawler traps; see --max-alike");
            }
        }
    }
}
