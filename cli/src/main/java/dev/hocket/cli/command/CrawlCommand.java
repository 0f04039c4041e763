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
                "Follows the links of a site and prints for each URL, once, its status, the bytes"
                        + " read, and the URL. Obeys robots.txt. A broken link is a line, too; an"
                        + " input fails where no answer came.",
                new String[] {"hocket crawl [OPTIONS] URL..."},
                "  hocket crawl https://example.org/manual/ --csv > pages.csv",
                "  hocket crawl https://example.org --scope host --depth 3 --broken broken.tsv",
                "  hocket crawl URL --json --select 'h1' --joblog log.jsonl --resume");
        options.words("URL", "Where to start.");
        describeWhat(options);
        describeHow(options);
        options.flag("Print CSV with all columns.", "--csv");
        options.option("FILE", "Write the broken links to FILE, with where they are.", "--broken");
        options.option("FILE", "Put the pages into a table of a SQLite database, too.", "--sqlite");
        options.option("FILE", "Add the answers to an archive: .warc, or .warc.gz.", "--warc");
        options.option("CSS", "Print the texts that a CSS selector selects, too.", "--select");
        RunFlags.describe(options);
    }

    private static void describeWhat(CommandOptions options) {
        options.option("N", "Go at most N links away from the start.", "--depth");
        options.option(
                "WHICH",
                "Stay below the folder of the start (path), on its host, or on its domain with the"
                        + " hosts below it. Default: path.",
                "--scope");
        options.option("REGEX", "Follow only URLs in which this is found.", "--include");
        options.option("REGEX", "Follow no URLs in which this is found.", "--exclude");
        options.flag("Follow the sitemaps that robots.txt names, too.", "--sitemaps");
        options.flag("Do not ask for robots.txt, nor obey it.", "--ignore-robots");
        options.option(
                "N",
                "Of URLs that differ in numbers or queries alone follow at most N; 0 for all."
                        + " Default: 10000.",
                "--max-alike");
        options.option("BYTES", "Read at most so much of a page. Default: 10M.", "--max-bytes");
        options.option("TIME", "Read at most so long from a page. Default: 60s.", "--max-time");
    }

    private static void describeHow(CommandOptions options) {
        options.option(
                "N", "Ask one host for at most N at a time. Default: 8.", "--concurrent-per-host");
        options.option("TIME", "Wait so long between two requests to one host.", "--delay");
        options.flag("Ask a host for less at a time when it becomes slow.", "--auto-throttle");
        options.option(
                "DIR", "Keep pages in DIR, and ask later only for what has changed.", "--cache");
        options.option("NAME", "Call yourself this. Default: hocket/0.1.", "--user-agent");
    }

    @Override
    PreparedJob<?, ?> prepare(ParsedLine parsed, RunFlags flags, Screen screen)
            throws SetUpException {
        InputWords words = InputWords.of(parsed, 0);
        if (!words.command().isEmpty()) {
            throw new SetUpException(
                    "'%s' stands before ':::', where this command has no word; leave ':::' out"
                            .formatted(words.command().getFirst()));
        }
        try {
            CrawlSettings settings = CrawlSettings.of(words.all(screen));
            settings = how(parsed, what(parsed, settings));
            ClientSettings client = ClientSettings.defaults().redirects(0);
            String agent = parsed.value("--user-agent");
            if (agent != null) {
                client = client.userAgent(agent);
                settings = settings.agent(agent.split("[/ ]", 2)[0]);
            }
            return new CrawlJob(settings, client, parsed, flags, screen);
        } catch (IllegalArgumentException | IOException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static CrawlSettings what(ParsedLine parsed, CrawlSettings start)
            throws SetUpException {
        CrawlSettings settings =
                start.sitemaps(parsed.has("--sitemaps")).robots(!parsed.has("--ignore-robots"));
        String depth = parsed.value("--depth");
        String alike = parsed.value("--max-alike");
        String include = parsed.value("--include");
        String exclude = parsed.value("--exclude");
        if (depth != null) {
            settings = settings.depth(OptionValues.count("--depth", depth, 0));
        }
        if (alike != null) {
            settings = settings.alike(OptionValues.count("--max-alike", alike, 0));
        }
        if (include != null) {
            settings = settings.include(List.of(pattern("--include", include)));
        }
        if (exclude != null) {
            settings = settings.exclude(List.of(pattern("--exclude", exclude)));
        }
        return settings.scope(scope(parsed.value("--scope", "path")));
    }

    private static CrawlSettings how(ParsedLine parsed, CrawlSettings start) throws SetUpException {
        CrawlSettings settings = start.autoThrottle(parsed.has("--auto-throttle"));
        String perHost = parsed.value("--concurrent-per-host");
        String delay = parsed.value("--delay");
        String cache = parsed.value("--cache");
        String select = parsed.value("--select");
        String warc = parsed.value("--warc");
        if (perHost != null) {
            settings = settings.perHost(OptionValues.count("--concurrent-per-host", perHost, 1));
        }
        if (delay != null) {
            settings = settings.delay(OptionValues.duration("--delay", delay));
        }
        if (cache != null) {
            settings = settings.cache(Path.of(cache));
        }
        if (warc != null) {
            settings = settings.warc(Path.of(warc));
        }
        if (select != null) {
            settings = settings.select(select);
        }
        Duration time = OptionValues.duration("--max-time", parsed.value("--max-time", "60s"));
        long bytes = ByteSizes.of("--max-bytes", parsed.value("--max-bytes", "10M"));
        return settings.pageLimits(bytes, time);
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
