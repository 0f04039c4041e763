package dev.hocket.cli.command;

import dev.hocket.cli.job.CrawlJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.ByteSizes;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.http.ClientSettings;
import dev.hocket.jobs.crawl.CrawlScope;
import dev.hocket.jobs.crawl.CrawlSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code hocket crawl}: the pages of a site. */
final class CrawlCommand extends JobCommand {
    CrawlCommand() {
        super("crawl");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Follows the links of a site, requests each URL once, and prints its status, the"
                    + " number of bytes read, and the URL. Obeys robots.txt. A broken link is a"
                    + " line with its status. An input fails if there is no response, if redirects"
                    + " form a loop, or if a start URL cannot be read. The proxies in http_proxy,"
                    + " https_proxy and no_proxy are used.",
                new String[] {"hocket crawl [OPTIONS] URL..."},
                "  hocket crawl https://example.org/manual/ --csv > pages.csv",
                "  hocket crawl https://example.org --scope host --depth 3 --broken broken.tsv",
                "  hocket crawl URL --json --select 'h1' --joblog log.jsonl --resume");
        options.words("URL", "The URLs to start from.");
        describeWhat(options);
        describeHow(options);
        options.flag("Print all columns as CSV.", "--csv");
        options.option(
                "FILE",
                "Write the broken links to FILE: the URL, the problem, the page that has the link.",
                "--broken");
        options.option(
                "FILE",
                "Also write the pages into a table of the SQLite database FILE.",
                "--sqlite");
        options.option("FILE", "Add the responses to an archive, .warc or .warc.gz.", "--warc");
        options.option(
                "CSS",
                "Also print the texts of the elements that a CSS selector matches.",
                "--select");
        RunFlags.describe(options);
    }

    private static void describeWhat(CommandOptions options) {
        options.option("N", "Follow links up to N steps away from the start.", "--depth");
        options.option(
                "WHICH",
                "Stay below the folder of the start URL (path), on its host (host), or on its"
                        + " domain and subdomains (domain). Default: path.",
                "--scope");
        options.option("REGEX", "Follow only URLs that match REGEX somewhere.", "--include");
        options.option("REGEX", "Follow no URLs that match REGEX somewhere.", "--exclude");
        options.flag("Also read the sitemaps in robots.txt.", "--sitemaps");
        options.flag("Neither request nor obey robots.txt.", "--ignore-robots");
        options.option(
                "N",
                "Follow at most N URLs that differ only in numbers or queries; 0 for all."
                        + " Default: 10000.",
                "--max-alike");
        options.option("BYTES", "Read at most BYTES of a page. Default: 10M.", "--max-bytes");
        options.option("TIME", "Read from a page for at most TIME. Default: 60s.", "--max-time");
    }

    private static void describeHow(CommandOptions options) {
        options.option(
                "N",
                "Send at most N requests to one host at a time. Default: 8.",
                "--concurrent-per-host");
        options.option("TIME", "Wait TIME between two requests to one host.", "--delay");
        options.flag(
                "Send fewer requests at a time to a host that becomes slow.", "--auto-throttle");
        options.option(
                "DIR", "Keep pages in DIR, and later request only those that changed.", "--cache");
        WebOptions.describe(options);
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine parsed, RunFlags flags, Screen screen)
            throws SetUpException {
        InputWords words = InputWords.of(parsed, 0);
        if (!words.command().isEmpty()) {
            throw new SetUpException(
                    "unexpected argument '%s' before ':::'; leave ':::' out"
                            .formatted(words.command().getFirst()));
        }
        try {
            CrawlSettings settings = CrawlSettings.of(words.all(screen));
            settings = how(parsed, what(parsed, settings)).withReferrers(parsed.has("--broken"));
            ClientSettings client =
                    WebOptions.apply(parsed, ClientSettings.defaults().withRedirects(0));
            String agent = parsed.value("--user-agent");
            if (agent != null) {
                settings = settings.withAgent(agent.split("[/ ]", 2)[0]);
            }
            return new CrawlJob(settings, client, parsed, flags, screen);
        } catch (IllegalArgumentException | IOException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static CrawlSettings what(ParsedLine parsed, CrawlSettings start)
            throws SetUpException {
        CrawlSettings settings =
                start.withSitemaps(parsed.has("--sitemaps"))
                        .withRobots(!parsed.has("--ignore-robots"));
        String depth = parsed.value("--depth");
        String alike = parsed.value("--max-alike");
        String include = parsed.value("--include");
        String exclude = parsed.value("--exclude");
        if (depth != null) {
            settings = settings.withDepth(OptionValues.count("--depth", depth, 0));
        }
        if (alike != null) {
            settings = settings.withAlike(OptionValues.count("--max-alike", alike, 0));
        }
        if (include != null) {
            settings = settings.withInclude(List.of(pattern("--include", include)));
        }
        if (exclude != null) {
            settings = settings.withExclude(List.of(pattern("--exclude", exclude)));
        }
        return settings.withScope(scope(parsed.value("--scope", "path")));
    }

    private static CrawlSettings how(ParsedLine parsed, CrawlSettings start) throws SetUpException {
        CrawlSettings settings = start.withAutoThrottle(parsed.has("--auto-throttle"));
        String perHost = parsed.value("--concurrent-per-host");
        String delay = parsed.value("--delay");
        String cache = parsed.value("--cache");
        String select = parsed.value("--select");
        String warc = parsed.value("--warc");
        if (perHost != null) {
            settings =
                    settings.withPerHost(OptionValues.count("--concurrent-per-host", perHost, 1));
        }
        if (delay != null) {
            settings = settings.withDelay(OptionValues.duration("--delay", delay));
        }
        if (cache != null) {
            settings = settings.withCache(Path.of(cache));
        }
        if (warc != null) {
            settings = settings.withWarc(Path.of(warc));
        }
        if (select != null) {
            settings = settings.withSelect(select);
        }
        Duration time = OptionValues.duration("--max-time", parsed.value("--max-time", "60s"));
        long bytes = ByteSizes.of("--max-bytes", parsed.value("--max-bytes", "10M"));
        return settings.withPageLimits(bytes, time);
    }

    private static CrawlScope scope(String name) throws SetUpException {
        return switch (name) {
            case "path" -> CrawlScope.PATH;
            case "host" -> CrawlScope.HOST;
            case "domain" -> CrawlScope.DOMAIN;
            default -> throw OptionValues.bad("--scope", name, "path, host or domain");
        };
    }

    private static Pattern pattern(String option, String text) throws SetUpException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw OptionValues.bad(
                    option, text, "a regular expression (" + wrong.getDescription() + ")");
        }
    }
}
