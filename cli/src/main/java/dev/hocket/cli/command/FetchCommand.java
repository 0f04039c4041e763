package dev.hocket.cli.command;

import dev.hocket.cli.job.FetchJob;
import dev.hocket.cli.job.PreparedJob;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.InputWords;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.RunFlags;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.Headers;
import dev.hocket.http.UrlText;
import dev.hocket.jobs.fetch.Checksum;
import dev.hocket.jobs.fetch.ExistingFileRule;
import dev.hocket.jobs.fetch.FetchSettings;
import dev.hocket.jobs.fetch.FetchTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code hocket fetch}: files from the web. */
final class FetchCommand extends JobCommand {
    /** How many a server may have to bear, of those who do not say. */
    private static final int PER_HOST = 8;

    FetchCommand() {
        super("fetch");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Downloads the file of each URL and prints its name. A file appears under its name"
                    + " only when it is complete. Interrupted downloads resume, by --retries or in"
                    + " the next run. A line of input may have a checksum after its URL: 'URL"
                    + " sha256:...'; a list written by sha256sum is read with --base. --per-host"
                    + " and --rate apply to each host. The proxies in http_proxy, https_proxy and"
                    + " no_proxy are used.",
                new String[] {
                    "hocket fetch [OPTIONS] URL...", "hocket fetch [OPTIONS] -a LIST",
                },
                "  hocket fetch https://example.org/a.iso --checksum sha256:9f86d0...",
                "  hocket fetch -a urls.txt -o files --retries 4 --joblog log.jsonl",
                "  hocket fetch -o files --per-host 2 --rate 5/s < urls.txt",
                "  hocket fetch -a SHA256SUMS --base https://example.org/release/");
        options.words("URL", "What to download: an http or https URL, or a host name.");
        options.option(
                "DIR", "Write the files to DIR. Default: the current folder.", "-o", "--output");
        options.option(
                "WHAT",
                "If a file already exists: number the new one (name.1), skip the URL, fail, or"
                        + " overwrite. Default: number.",
                "--if-exists");
        options.flag("The same as --if-exists overwrite.", "--overwrite");
        options.option(
                "KIND:HASH",
                "Fail unless the file has this sha256, sha512, sha1 or md5 checksum.",
                "--checksum");
        options.option(
                "URL", "The URL of the folder of the files in a list of checksums (-a).", "--base");
        options.flag("Let servers compress, and store the files unpacked.", "--compressed");
        options.option(
                "N", "Download at most N files at a time from one host. Default: 8.", "--per-host");
        options.option("N", "Follow at most N redirects. Default: 10.", "--max-redirects");
        options.option("TIME", "Connect within TIME. Default: 10s.", "--connect-timeout");
        options.option(
                "TIME",
                "Give up on a server that sends nothing for TIME. Default: 30s.",
                "--stall");
        options.option("'NAME: VALUE'", "Send this header with each request.", "--header");
        WebOptions.describe(options);
        RunFlags.describe(options);
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
        int perHost =
                OptionValues.count(
                        "--per-host", parsed.value("--per-host", String.valueOf(PER_HOST)), 1);
        try {
            return new FetchJob(
                    settings(parsed, words), client(parsed), perHost, words, flags, screen);
        } catch (IllegalArgumentException | IOException refused) {
            throw new SetUpException(Wording.problem(refused), refused);
        }
    }

    private static FetchSettings settings(ParsedLine parsed, InputWords words)
            throws SetUpException, IOException {
        FetchSettings settings =
                FetchSettings.into(folder(parsed.value("-o", ".")))
                        .withExisting(existing(parsed))
                        .withCompression(parsed.has("--compressed"));
        String header = parsed.value("--header");
        if (header != null) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw OptionValues.bad("--header", header, "a name, a colon and a value: 'A: b'");
            }
            String value = header.substring(colon + 1).strip();
            settings = settings.withHeaders(Headers.none().with(header.substring(0, colon), value));
        }
        String checksum = parsed.value("--checksum");
        if (checksum != null) {
            if (words.given() == null || words.given().size() != 1) {
                throw new SetUpException(
                        "--checksum applies to one file; for several, write each checksum after its"
                                + " URL: 'URL sha256:...'");
            }
            settings = settings.withChecksum(Checksum.parse(checksum));
        }
        String base = parsed.value("--base");
        if (base != null) {
            settings = settings.withBase(UrlText.parse(base));
        } else {
            refuseNames(words.firstLine());
        }
        return settings;
    }

    /** A list of checksums without the place of its files would fail line by line. */
    private static void refuseNames(@Nullable String line) throws SetUpException {
        if (line != null && FetchTask.isChecksumOfName(line)) {
            throw new SetUpException(
                    "'%s' is a line of a list of checksums, which names files and not URLs; give the URL of their folder with --base URL"
                            .formatted(Wording.shortened(line)));
        }
    }

    private static Path folder(String name) throws SetUpException, IOException {
        try {
            Path folder = Path.of(name);
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new SetUpException("-o '" + name + "' is a file; expected a folder");
            }
            return folder;
        } catch (InvalidPathException bad) {
            throw OptionValues.bad("-o", name, "the name of a folder");
        }
    }

    private static ExistingFileRule existing(ParsedLine parsed) throws SetUpException {
        String rule = parsed.value("--if-exists");
        if (parsed.has("--overwrite")) {
            if (rule != null && !rule.equals("overwrite")) {
                throw new SetUpException(
                        "--overwrite and --if-exists " + rule + " differ; leave one of them out");
            }
            return ExistingFileRule.OVERWRITE;
        }
        return switch (rule == null ? "number" : rule) {
            case "number" -> ExistingFileRule.NUMBER;
            case "skip" -> ExistingFileRule.SKIP;
            case "fail" -> ExistingFileRule.FAIL;
            case "overwrite" -> ExistingFileRule.OVERWRITE;
            default ->
                    throw OptionValues.bad(
                            "--if-exists", String.valueOf(rule), "number, skip, fail or overwrite");
        };
    }

    private static ClientSettings client(ParsedLine parsed) throws SetUpException, IOException {
        ClientSettings settings = WebOptions.apply(parsed, ClientSettings.defaults());
        String redirects = parsed.value("--max-redirects");
        String connect = parsed.value("--connect-timeout");
        String stall = parsed.value("--stall");
        if (redirects != null) {
            settings = settings.withRedirects(OptionValues.count("--max-redirects", redirects, 0));
        }
        if (connect != null) {
            settings =
                    settings.withConnectTimeout(
                            OptionValues.duration("--connect-timeout", connect));
        }
        if (stall != null) {
            settings = settings.withStallTimeout(OptionValues.duration("--stall", stall));
        }
        return settings;
    }
}
