package dev.hocket.cli.command;

import dev.hocket.cli.option.CommandOptions;
import dev.hocket.cli.option.OptionValues;
import dev.hocket.cli.option.ParsedLine;
import dev.hocket.cli.option.SetUpException;
import dev.hocket.http.ClientSettings;
import dev.hocket.http.ProxySettings;
import dev.hocket.http.ServerTrust;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The options of the commands that read the web: how servers are reached, and which are believed.
 */
final class WebOptions {
    private WebOptions() {}

    static void describe(CommandOptions options) {
        options.option(
                "FILE",
                "For https, trust the certificates in FILE (PEM) instead of the JDK's.",
                "--cacert");
        options.flag(
                "For https, do not verify certificates: anyone can pose as the server.",
                "--insecure");
        options.option("NAME", "Send NAME as User-Agent. Default: hocket/0.1.", "--user-agent");
    }

    /** The settings with these options, and with the proxies that the environment names. */
    static ClientSettings apply(ParsedLine parsed, ClientSettings start)
            throws SetUpException, IOException {
        ClientSettings settings = start.withProxies(ProxySettings.of(System.getenv()));
        String agent = parsed.value("--user-agent");
        if (agent != null) {
            settings = settings.withUserAgent(agent);
        }
        String file = parsed.value("--cacert");
        if (file != null && parsed.has("--insecure")) {
            throw new SetUpException("--cacert and --insecure exclude each other; leave one out");
        }
        try {
            if (file != null) {
                settings = settings.withTrust(ServerTrust.certificatesIn(Path.of(file)));
            }
        } catch (InvalidPathException bad) {
            throw OptionValues.bad("--cacert", file, "the name of a file of certificates");
        }
        return parsed.has("--insecure") ? settings.withTrust(ServerTrust.anyone()) : settings;
    }
}
