package dev.hocket.http;

import java.io.Serial;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By which proxies servers are asked: one for http, one for https, and the hosts that are asked
 * directly. Immutable.
 */
@SuppressWarnings("serial") // lists that cannot change are serializable
public final class ProxySettings implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private static final ProxySettings NONE = new ProxySettings(null, null, List.of());

    private final @Nullable URI http;
    private final @Nullable URI https;
    private final List<String> direct;

    private ProxySettings(@Nullable URI http, @Nullable URI https, List<String> direct) {
        this.http = http;
        this.https = https;
        this.direct = direct;
    }

    /** No proxy. */
    public static ProxySettings none() {
        return NONE;
    }

    /**
     * The proxies in environment variables, read as by curl: {@code http_proxy} (only in lower
     * case), {@code https_proxy}, {@code all_proxy}, and {@code no_proxy}, a list of hosts, domains
     * (including subdomains), addresses, networks such as {@code 10.0.0.0/8}, or {@code *}.
     *
     * @throws IllegalArgumentException if one is not the URL of a proxy; the message says why
     */
    public static ProxySettings of(Map<String, String> environment) {
        URI http = proxy(environment, "http_proxy", "all_proxy", "ALL_PROXY");
        URI https = proxy(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
        if (http == null && https == null) {
            return NONE;
        }
        String direct = first(environment, "no_proxy", "NO_PROXY");
        List<String> hosts = new ArrayList<>();
        for (String each : (direct == null ? "" : direct).split("[,\\s]+", -1)) {
            if (!each.isEmpty()) {
                hosts.add(each.toLowerCase(Locale.ROOT));
            }
        }
        return new ProxySettings(http, https, List.copyOf(hosts));
    }

    private static @Nullable String first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }

    private static @Nullable URI proxy(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = first(environment, name);
            if (value != null) {
                return proxy(name, value);
            }
        }
        return null;
    }

    private static URI proxy(String name, String value) {
        int colon = value.indexOf("://");
        String scheme = colon < 0 ? "http" : value.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "the environment variable %s is '%s': a proxy of '%s' is not supported; expected http://HOST:PORT, or unset it"
                            .formatted(name, UrlText.withoutUser(value), scheme));
        }
        try {
            return UrlText.parse(colon < 0 ? "http://" + value : value);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    "the environment variable %s: %s; expected http://HOST:PORT, or unset it"
                            .formatted(name, bad.getMessage()),
                    bad);
        }
    }

    /** The proxy by which a URL is asked for, or null. */
    @Nullable URI proxyFor(URI uri) {
        URI proxy = uri.getScheme().equalsIgnoreCase("https") ? https : http;
        return proxy == null || isDirect(uri) ? null : proxy;
    }

    /** Whether there is one for https. */
    boolean isForHttps() {
        return https != null;
    }

    private boolean isDirect(URI uri) {
        String host = bare(uri.getHost().toLowerCase(Locale.ROOT));
        int port = uri.getPort();
        if (port < 0) {
            port = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        }
        for (String rule : direct) {
            if (matches(rule, host, port)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String rule, String host, int port) {
        if (rule.equals("*")) {
            return true;
        }
        if (rule.indexOf('/') >= 0) {
            return isInNetwork(rule, host);
        }
        String name = rule;
        int colon = rule.lastIndexOf(':');
        boolean numbered = (colon > 0 && rule.indexOf(':') == colon) || rule.contains("]:");
        if (numbered) {
            if (!rule.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = rule.substring(0, colon);
        }
        name = bare(name.startsWith("*.") ? name.substring(1) : name);
        String domain = name.startsWith(".") ? name.substring(1) : name;
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private static String bare(String host) {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether a host that is an address lies in {@code ADDRESS/BITS}. */
    private static boolean isInNetwork(String rule, String host) {
        int slash = rule.indexOf('/');
        byte[] network = address(bare(rule.substring(0, slash)));
        byte[] own = address(host);
        long bits = HttpText.number(rule.substring(slash + 1));
        if (network == null || own == null || network.length != own.length) {
            return false;
        }
        if (bits < 0 || bits > 8L * own.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((network[bit >> 3] ^ own[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address, or null where the text is a name. */
    private static byte @Nullable [] address(String text) {
        boolean literal = text.indexOf(':') >= 0 || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            return literal ? InetAddress.getByName(text).getAddress() : null;
        } catch (UnknownHostException name) {
            return null;
        }
    }
}
