package dev.hocket.cli.command;

import dev.hocket.cli.option.ByteSizes;
import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.cli.terminal.ExitCodes;
import dev.hocket.cli.terminal.ProgramEnd;
import dev.hocket.cli.terminal.Screen;
import dev.hocket.cli.terminal.Wording;
import dev.hocket.site.SimulatedFailure;
import dev.hocket.site.Site;
import dev.hocket.site.SiteServer;
import dev.hocket.text.Quantities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code hocket host}: a folder as a site, which can be slow or broken on request. */
final class HostCommand extends Command {
    HostCommand() {
        super("host");
    }

    @Override
    void describe(CommandOptions options) {
        options.help(
                "Serves a folder over HTTP until Ctrl-C, and prints its URL. Only this machine has"
                    + " access, unless --address says otherwise. For a folder, it serves index.html"
                    + " or a list of the files. It can simulate a slow or failing site.",
                new String[] {"hocket host [OPTIONS] DIR"},
                "  hocket host site",
                "  hocket host . --port 0 --latency 20ms --bandwidth 1M",
                "  hocket host . --fail-rate 33% --fail-how cut --verbose");
        options.words("DIR", "The folder to serve.");
        options.option("N", "Listen on port N; 0 takes any free port. Default: 8000.", "--port");
        options.option(
                "ADDRESS",
                "Listen on this address of the machine; 0.0.0.0 means all. Default: 127.0.0.1.",
                "--address");
        options.option("TIME", "Delay each response by TIME, such as 20ms or 1s.", "--latency");
        options.option(
                "BYTES",
                "Send at most BYTES per second in total, such as 500K or 10M.",
                "--bandwidth");
        options.option(
                "SHARE", "Fail this share of the requests, such as 10% or 0.1.", "--fail-rate");
        options.option(
                "HOW",
                "How requests fail: status (503), close (no response), cut (half of the response)"
                    + " or stall (half of the response, and the connection stays open). Default:"
                    + " status.",
                "--fail-how");
        options.option(
                "N", "Use N threads. Default: half the number of cores, at most 4.", "--threads");
        options.flag("Also serve files whose names begin with a dot.", "--hidden");
        options.flag("Print each request and the status of its response.", "--verbose");
    }

    @Override
    int run(ParsedLine words, Screen screen) throws SetUpException, IOException {
        if (words.words().size() != 1) {
            throw new SetUpException(
                    "expected one folder, such as 'hocket host .'; found "
                            + (words.words().isEmpty() ? "none" : words.words()));
        }
        Site site = site(words, folder(words.words().getFirst()));
        if (words.has("--verbose")) {
            site = site.withVisitor((request, status) -> screen.plain(status + " " + request));
        }
        AskedToEnd end = new AskedToEnd();
        try (ProgramEnd.Ongoing _ = ProgramEnd.during(end);
                SiteServer server = site.start()) {
            screen.result(server.uri().toString());
            screen.flush();
            if (screen.terminal().err()) {
                screen.say("serving " + words.words().getFirst() + "; Ctrl-C ends it");
            }
            end.await();
            if (screen.terminal().err()) {
                screen.say(Quantities.count(server.requests(), "request") + " answered");
            }
            return ExitCodes.DONE;
        }
    }

    private static Path folder(String name) throws SetUpException {
        try {
            Path folder = Path.of(name);
            if (!Files.isDirectory(folder)) {
                throw new SetUpException(
                        "'%s' %s; expected a folder to serve"
                                .formatted(
                                        name,
                                        Files.exists(folder) ? "is a file" : "does not exist"));
            }
            return folder;
        } catch (InvalidPathException wrong) {
            throw new SetUpException(Wording.problem(wrong), wrong);
        }
    }

    private static Site site(ParsedLine words, Path folder) throws SetUpException {
        Site site = Site.of(folder).withHidden(words.has("--hidden"));
        String port = words.value("--port");
        String address = words.value("--address");
        String latency = words.value("--latency");
        String bandwidth = words.value("--bandwidth");
        String threads = words.value("--threads");
        if (port != null) {
            site = site.withPort(port(port));
        }
        if (address != null) {
            site = site.withAddress(address(address));
        }
        if (latency != null) {
            site = site.withLatency(OptionValues.duration("--latency", latency));
        }
        if (bandwidth != null) {
            site = site.withBandwidth(ByteSizes.of("--bandwidth", bandwidth));
        }
        if (threads != null) {
            site = site.withThreads(OptionValues.count("--threads", threads, 1));
        }
        String rate = words.value("--fail-rate");
        String how = words.value("--fail-how");
        if (how != null && rate == null) {
            throw new SetUpException(
                    "--fail-how " + how + " needs a failure rate; add --fail-rate 10%");
        }
        return rate == null ? site : site.withFailures(share(rate), failure(how));
    }

    private static int port(String text) throws SetUpException {
        int port = OptionValues.count("--port", text, 0);
        if (port > 65_535) {
            throw OptionValues.bad("--port", text, "a number from 0 to 65535");
        }
        return port;
    }

    private static InetAddress address(String text) throws SetUpException {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw OptionValues.bad("--address", text, "an address of this machine, or 0.0.0.0");
        }
    }

    private static double share(String text) throws SetUpException {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1) : text;
        try {
            double share = Double.parseDouble(digits) / (percent ? 100 : 1);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw OptionValues.bad("--fail-rate", text, "a share from 0 to 1, or from 0% to 100%");
    }

    private static SimulatedFailure failure(@Nullable String how) throws SetUpException {
        return switch (how == null ? "status" : how) {
            case "status" -> SimulatedFailure.UNAVAILABLE;
            case "close" -> SimulatedFailure.CLOSED;
            case "cut" -> SimulatedFailure.CUT;
            case "stall" -> SimulatedFailure.STALLED;
            default ->
                    throw OptionValues.bad(
                            "--fail-how", String.valueOf(how), "status, close, cut or stall");
        };
    }

    /** Waits for Ctrl-C, or a request to end. */
    private static final class AskedToEnd implements ProgramEnd.Activity {
        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public ProgramEnd.Answer end(ProgramEnd.Cause cause, int count) {
            asked.countDown();
            return ProgramEnd.Answer.ENDS_AT_ONCE;
        }

        void await() {
            try {
                asked.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
